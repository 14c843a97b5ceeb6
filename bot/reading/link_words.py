"""What is in links and means nothing for what they lead to: tracking, and other names of the same host."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# In a query anywhere; what begins with one of the prefixes, too.
TRACKING: Final = _words("""
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh
    mc_cid mc_eid mkt_tok vero_id vero_conv oly_anon_id oly_enc_id _hsenc _hsmi __hssc __hstc __hsfp
    hsctatracking _ga _gl _openstat s_cid wt_mc wt_zmc cmpid ref_src ref_url rdid mibextid
    __twitter_impression ck_subscriber_id __s guccounter guce_referrer guce_referrer_sig
    _branch_match_id _bhlid sc_cid epik srsltid
    """)
TRACKING_PREFIXES: Final = ("utm_", "hsa_", "mtm_", "piwik_", "matomo_", "__cft__", "__tn__")

# On one host and those below it only: elsewhere the same name may choose the page.
TRACKING_AT: Final[dict[str, frozenset[str]]] = {
    "youtube.com": frozenset({"si", "feature", "pp", "ab_channel", "kw", "app"}),
    "spotify.com": frozenset({"si", "nd", "dlsi", "sp_cid", "context"}),
    "x.com": frozenset({"s", "t", "cxt"}),
    "linkedin.com": frozenset({"trk", "trackingid", "lipi", "licu", "refid", "originalsubdomain"}),
    "instagram.com": frozenset({"hl", "taken-by"}),
    "facebook.com": frozenset({"fref", "hc_ref", "ref", "refsrc", "locale", "_rdr"}),
    "tiktok.com": frozenset({"_r", "_t", "is_from_webapp", "sender_device", "web_id"}),
    "reddit.com": frozenset({"share_id", "rdt", "ref", "ref_source"}),
    "medium.com": frozenset({"source"}),  # not `sk`: it opens the page for friends
    "substack.com": frozenset({"r", "s", "triedredirect", "isfreemail", "showwelcomeonshare"}),
    "apple.com": frozenset({"uo", "itsct", "itscg", "mt", "ct", "ls", "app"}),
    "pinterest.com": frozenset({"invite_code", "sender", "sfo"}),
    "udemy.com": frozenset({"referralcode", "matchtype", "deal_code"}),
    "threads.net": frozenset({"xmt"}),
    "threads.com": frozenset({"xmt"}),
}

# Other names of the same host; what is below a name is not the same.
SAME_HOST: Final[dict[str, str]] = {
    "twitter.com": "x.com",
    "telegram.me": "t.me",
    "telegram.dog": "t.me",
    "fb.com": "facebook.com",
    "web.facebook.com": "facebook.com",
    "youtube-nocookie.com": "youtube.com",
    "old.reddit.com": "reddit.com",
    "new.reddit.com": "reddit.com",
    "np.reddit.com": "reddit.com",
    "instagr.am": "instagram.com",
    "threads.net": "threads.com",
}

# Pages that only lead to another and count who goes: host, path, and where the address stands in their query.
WRAPPERS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("l.facebook.com", "/l.php"): ("u",),
    ("lm.facebook.com", "/l.php"): ("u",),
    ("l.instagram.com", "/"): ("u",),
    ("google.com", "/url"): ("q", "url"),
    ("youtube.com", "/redirect"): ("q",),
    ("out.reddit.com", "/"): ("url",),
    ("slack-redir.net", "/link"): ("url",),
    ("linkedin.com", "/safety/go"): ("url",),
    ("linkedin.com", "/redir/redirect"): ("url",),
}

# A name that is typed into a text without a scheme is taken for a link only if it ends so.
ENDINGS: Final = _words("""
    com org net edu gov mil int info biz name pro app dev page blog site online website web tech store shop
    cloud space live news media wiki academy courses education school university training coach guru
    institute community social network group club team link click today world global digital design
    studio agency company zone xyz one art book science codes software systems tools video audio film
    fm tv radio podcast google youtube africa arab health
    """)
# Arabic ones; in any other script a full stop without a space is too often only that.
ARABIC_ENDINGS: Final = _words("""
    مصر السعودية السعوديه امارات الاردن فلسطين قطر عمان المغرب تونس الجزائر البحرين سورية عراق
    اليمن ليبيا سودان موريتانيا كويت لبنان شبكة موقع عرب بازار كوم همراه ايران بيتك
    """)
# Countries' endings that texts use for files, versions and times: `notes.md` is no link, `site.md/x` is one.
FILE_LIKE: Final = _words(
    "md py rs sh pl cs so ps js ts cc ml mo st am pm is in it to at be no do us my"
)
