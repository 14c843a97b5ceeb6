"""What keeps the bot's own network: nobody inside is met, and strangers get little of its time and memory."""

from bot.fetching import body, urls
from bot.fetching.connecting import Checkpoint
from bot.fetching.fetcher import Fetcher
from bot.fetching.unpacking import Packed
from tests.fetching import test_fetcher, test_redirects, test_unpacking, test_urls
from tests.safety.defences.defence import Cut, Defence
from tests.safety.fetching import test_hostile_servers, test_nobody_inside_is_met, test_rebinding

DEFENCES = (
    Defence(
        name="only public addresses are met",
        prevents="a feed's address reads what listens on this machine and beside it",
        removed_by=(Cut(Checkpoint.may_meet, {" and is_public(address)": ""}),),
        shown_by=test_nobody_inside_is_met.test_a_name_that_leads_inside_is_refused,
        given={"scheme": "http", "ip": "127.0.0.2"},
    ),
    Defence(
        name="all addresses of a name are checked",
        prevents="a name with one address outside and one inside leads to either",
        removed_by=(Cut(Checkpoint.resolve, {"not all(": "not any("}),),
        shown_by=test_nobody_inside_is_met.test_one_address_inside_among_public_ones_is_enough,
        given={"order": 1},
    ),
    Defence(
        name="the socket is checked, whatever was looked up",
        prevents="an address that changes between the check and the connection leads inside",
        removed_by=(
            Cut(
                Checkpoint.socket,
                {"if not self.may_meet(address[0], address[1]):": "if False:"},
            ),
        ),
        shown_by=test_rebinding.test_the_socket_itself_refuses_whatever_the_look_up_let_through,
    ),
    Defence(
        name="a name is looked up for each connection",
        prevents="what was checked once stays good for ever",
        removed_by=(Cut(Fetcher._opened, {"use_dns_cache=False": "use_dns_cache=True"}),),
        shown_by=test_rebinding.test_a_name_is_looked_up_once_for_each_connection,
    ),
    Defence(
        name="no connection serves two pages",
        prevents="a page comes over a connection that another check had opened",
        removed_by=(Cut(Fetcher._opened, {"force_close=True": "force_close=False"}),),
        shown_by=test_fetcher.test_each_page_has_a_connection_of_its_own,
    ),
    Defence(
        name="only the web's ports are asked",
        prevents="a feed's address speaks to mail servers and databases",
        removed_by=(Cut(Checkpoint.may_ask, {"port in PORTS.values() and ": ""}),),
        shown_by=(
            test_nobody_inside_is_met.test_an_address_that_leads_inside_is_refused_without_a_word
        ),
        given={"url": "http://a.example:22/"},
    ),
    Defence(
        name="a name that ends in a number is an address",
        prevents="127.1 passes as a name",
        removed_by=(Cut(urls.read_host, {"if _NUMBER.fullmatch(labels[-1]):": "if False:"}),),
        shown_by=test_urls.test_an_address_inside_is_none_or_known_as_one,
        given={"url": "http://127.1/"},
    ),
    Defence(
        name="denied names are not asked",
        prevents="the operator's own list says nothing",
        removed_by=(Cut(Checkpoint.may_ask, {" and not is_below(host, self._denied)": ""}),),
        shown_by=test_fetcher.test_a_denied_name_and_all_below_it_is_never_asked,
        given={"denied": "a.example"},
    ),
    Defence(
        name="redirects are followed by hand",
        prevents="they are followed as far as the library goes, by its own checks",
        removed_by=(Cut(Fetcher._ask, {"allow_redirects=False": "allow_redirects=True"}),),
        shown_by=test_redirects.test_three_redirects_are_followed_and_a_fourth_is_not,
    ),
    Defence(
        name="https never leads to http",
        prevents="who stands between reads and changes what was asked for in secret",
        removed_by=(
            Cut(
                urls.follow,
                {'None if (target.scheme, led.scheme) == ("https", "http") else led': "led"},
            ),
        ),
        shown_by=test_redirects.test_https_never_leads_back_to_http,
    ),
    Defence(
        name="cookies are not kept",
        prevents="servers know the bot again",
        removed_by=(Cut(Fetcher._opened, {"cookie_jar=aiohttp.DummyCookieJar(),": ""}),),
        shown_by=test_fetcher.test_cookies_are_not_kept,
    ),
    Defence(
        name="the environment's proxy has no say",
        prevents="another process connects, and checks nothing",
        removed_by=(Cut(Fetcher._opened, {"trust_env=False": "trust_env=True"}),),
        shown_by=test_fetcher.test_the_environment_has_no_say,
    ),
    Defence(
        name="bodies are unpacked by us alone",
        prevents="the library unpacks a bomb before it is weighed",
        removed_by=(Cut(Fetcher._opened, {"auto_decompress=False": "auto_decompress=True"}),),
        shown_by=test_fetcher.test_a_packed_page_is_unpacked,
        given={"packing": "gzip"},
    ),
    Defence(
        name="what is unpacked is in proportion to what came",
        prevents="a few kilobytes cost five megabytes",
        removed_by=(Cut(Packed._weigh, {"raise Bomb": "pass"}),),
        shown_by=test_unpacking.test_a_little_may_be_packed_as_well_as_it_can_be,
    ),
    Defence(
        name="what is unpacked has a largest size",
        prevents="a large file fills the memory",
        removed_by=(Cut(Packed._unpack, {"raise Full": "pass"}),),
        shown_by=test_unpacking.test_no_more_comes_out_than_may_and_the_beginning_is_kept,
        given={"form": "gzip"},
    ),
    Defence(
        name="a gzip body has few parts",
        prevents="a hundred thousand empty parts keep the bot busy",
        removed_by=(Cut(Packed._begin, {"self._members > self._limits.most_members": "False"}),),
        shown_by=test_unpacking.test_a_body_has_few_parts,
    ),
    Defence(
        name="what comes over the wire has a largest size",
        prevents="a head without an end is read for ever",
        removed_by=(Cut(body._pour, {"raise Full": "pass"}),),
        shown_by=test_hostile_servers.test_a_hostile_server_costs_little_and_is_told,
        given={"name": "a gzip head without an end"},
    ),
    Defence(
        name="a body has a slowest pace",
        prevents="one that trickles holds its place until the time is over",
        removed_by=(Cut(body._pour, {"max(limits.grace_seconds, came / limits.slowest)": "1e9"}),),
        shown_by=test_hostile_servers.test_a_body_that_trickles_is_given_up_and_a_steady_one_is_not,
    ),
)
