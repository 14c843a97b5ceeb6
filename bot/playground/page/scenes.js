// Scenes: everything begins anew, with people who have lived here for a while.

import { el } from "./build.js";

/** A scene's name and what it is, for a button. */
export function sceneLines(words, name) {
	const [title, about] = words.scenes[name] ?? [name, ""];
	return [el("span.scene", el("strong", title), el("span", about))];
}

/** What stands where no chat is: how to begin, or which scene is on its way. */
export function welcome(words, { scenes, loading, people, loaded = [] }, { addPerson, scene }) {
	const picture = el("img", { src: "icon.svg", alt: "", width: 72, height: 72 });
	if (loading) return el("div.welcome", picture, el("h2", { role: "status" }, words.sceneComes), sceneLines(words, loading));
	return el(
		"div.welcome",
		picture,
		el("h2", words.welcome),
		words.about && el("p", words.about),
		el("p", words.welcomeText),
		scenes
			.filter((name) => people.length > 0 || !loaded.includes(name)) // nobody is here already
			.map((name) => el("button.choice", { "data-scene": name, click: () => scene(name) }, sceneLines(words, name))),
		el("button.strong", { click: addPerson }, words.addPerson),
	);
}
