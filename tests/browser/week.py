"""What three people do in the first week of a circle, step by step, in the playground's page."""

from playwright.async_api import expect

from tests.browser.hands import Hands

AMINA, YUSUF, LAYLA = "Amina", "يوسف", "ليلى"
LANGUAGES = {AMINA: "en", YUSUF: "ar", LAYLA: "ar"}
INTRODUCTION = "أرسم الخرائط في عملي وأودّ أن أتعلّم قراءة الأرقام."
LEARNED = "الميل معدّل تغيّر."


async def three_people_come(hands: Hands) -> None:
    for name, language in LANGUAGES.items():
        await (
            hands.page.get_by_role("navigation").get_by_role("button", name="Add a person").click()
        )
        dialog = hands.page.get_by_role("dialog")
        await dialog.get_by_label("First name").fill(name)
        await dialog.get_by_label("Language of their Telegram").select_option(language)
        await dialog.get_by_role("button", name="Add").click()
        await hands.start(name)
    await hands.sees(AMINA, "Halqa is for small learning circles")
    await hands.sees(YUSUF, "أهلًا بك يا يوسف")
    await hands.sees(LAYLA, "أهلًا بك يا ليلى")


async def amina_opens_a_circle(hands: Hands) -> None:
    await hands.write(AMINA, "/new Maps")
    await hands.sees(AMINA, "What is the circle about?")
    await hands.write(AMINA, "Statistics")
    await hands.press(AMINA, "Skip")
    await hands.press(AMINA, "English")
    await hands.press(AMINA, "8")
    await hands.sees(AMINA, "By which city's clock")
    await hands.write(AMINA, "Cairo")
    await hands.press(AMINA, "Open it")
    await hands.sees(AMINA, "is open, and you are its host.")


async def layla_cannot_use_the_invite_that_is_for_yusuf(hands: Hands) -> None:
    await hands.press(AMINA, "Invite somebody")
    await hands.press(AMINA, "For one person")
    await hands.choose(AMINA, "Choose a person", YUSUF)
    await hands.press(AMINA, "I know them well")
    await hands.sees(AMINA, "can use it. Forward this to them")
    await hands.share(AMINA, "Share", LAYLA)
    await hands.sees(LAYLA, "هذه الدعوة لحساب آخر")


async def yusuf_joins_by_it(hands: Hands) -> None:
    await hands.share(AMINA, "Share", YUSUF)
    await hands.sees(YUSUF, "دعوة إليك من Amina")
    await hands.press(YUSUF, "طلب الانضمام")
    await hands.sees(YUSUF, "من أنت، وما عملك")
    await hands.write(YUSUF, "أعمل في الإحصاء وأحبّ أن أشرحه.")
    await hands.press(YUSUF, "تخطّي")
    await hands.tap(YUSUF, "مَن دعاني فقط")
    await hands.sees(YUSUF, "تأكيد المعرفة بك من: Amina")
    await hands.sees(AMINA, "whom you invited to “Maps”, is a member now.")


async def layla_knocks_with_an_open_invite(hands: Hands, *, naming: str) -> None:
    await hands.write(AMINA, "/invite")
    await hands.press(AMINA, "Open invite")
    await hands.press(AMINA, "1")
    await hands.sees(AMINA, "It works for 1 person.")
    await hands.share(AMINA, "Share", LAYLA)
    await hands.press(LAYLA, "طلب الانضمام")
    await hands.sees(LAYLA, "من أنت، وما عملك")
    await hands.write(LAYLA, INTRODUCTION)
    await hands.press(LAYLA, "تخطّي")
    await hands.choose(LAYLA, "اختيار", naming)
    await hands.sees(LAYLA, "بانتظار ردّ الأعضاء")


async def yusuf_vouches(hands: Hands) -> None:
    await hands.sees(AMINA, "asks to join “Maps”. Do you know them?")
    await hands.sees(YUSUF, "هل بينك وبين ليلى معرفة؟")
    await hands.press(YUSUF, "بيننا معرفة جيدة")
    await hands.sees(YUSUF, "عضو جديد: ليلى، بتأكيد من يوسف.")
    await hands.sees(LAYLA, "تأكيد المعرفة بك من: يوسف")
    await hands.sees(AMINA, "Decided:")


async def layla_says_what_and_when(hands: Hands, *, next_time: str) -> None:
    await hands.write(LAYLA, "/goals إضافة الإحصاء: تحليل الانحدار حتى ١ يونيو")
    await hands.press(LAYLA, "حفظ")
    await hands.sees(LAYLA, "حُفظ هدفك.")
    await hands.write(LAYLA, "/times إضافة كل اثنين وأربعاء ٧ مساءً ٤٥ د استماع")
    await hands.sees(LAYLA, "منطقتك الزمنية")
    await hands.tap(LAYLA, "مشاركة موقعي")
    await hands.dialog("القاهرة")
    await hands.sees(LAYLA, "الوقت الآن في القاهرة")
    await hands.press(LAYLA, "نعم")
    await hands.sees(LAYLA, "45 دقيقة، استماع. صحيح؟")
    await hands.press(LAYLA, "نعم")
    await hands.sees(LAYLA, f"القادم: {next_time}، 7:00 مساءً")
    # Her column tells the time where she is.
    await expect(hands.chat(LAYLA).get_by_role("heading", level=2)).to_contain_text("مصر")


async def a_nudge_comes(hands: Hands, *, on: str) -> None:
    await hands.clock("Next nudge")
    await expect(hands.page.get_by_role("banner").get_by_role("time")).to_contain_text(on)
    await hands.sees(LAYLA, "حان موعد التعلّم.")
    await hands.press(LAYLA, "لنبدأ")
    await hands.sees(LAYLA, "بدأت الجلسة عند 7:0")


async def a_sitting_is_kept_and_shared(hands: Hands) -> None:
    await hands.clock("Next nudge")
    await hands.sees(LAYLA, "كيف كانت جلستك؟")
    await hands.press(LAYLA, "تمّت")
    await hands.sees(LAYLA, "ما أهم شيء تعلّمته؟")
    await hands.write(LAYLA, LEARNED)
    await hands.press(LAYLA, "مشاركة مع Maps")
    await hands.sees(LAYLA, "تمّت المشاركة مع حلقة")
    await hands.sees(AMINA, f"One thing learned, by {LAYLA}:\n{LEARNED}")
    await hands.sees(YUSUF, f"خلاصة تعلّم من ليلى:\n{LEARNED}")
