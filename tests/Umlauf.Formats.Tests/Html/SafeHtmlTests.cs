using System.Diagnostics;
using System.Text;
using AngleSharp.Html.Parser;
using CsCheck;
using Umlauf.Formats.Html;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Html;

public sealed class SafeHtmlTests
{
    private static Gen<string> Piece => Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]);

    private static readonly string[] Pieces =
    [
        "<script>alert(1)</script>",
        "<script src=//evil.example/x.js>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<iframe src='https://evil.example'></iframe>",
        "<object data=x.swf></object><embed src=x>",
        "<form action='https://evil.example'><input name=p><button>x</button>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<a href=' &#106;avascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>1</script>'>x</a>",
        "<p style=\"background:url(https://evil.example/x)\">x</p>",
        "<p style=\"color:red;background-image:u\\72l(x)\">x</p>",
        "<p style='width:expression(alert(1))'>x</p>",
        "<style>@import 'https://evil.example'; p{background:url(x)}</style>",
        "<link rel=stylesheet href=https://evil.example/x.css>",
        "<base href=https://evil.example/>",
        "<body background=https://evil.example/x.gif onload=alert(1)>",
        "<img src='https://evil.example/pixel.gif' width=1 height=1>",
        "<img src='cid:logo@x' alt=Logo>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<template><script>alert(1)</script></template>",
        "<video src=//evil.example/x autoplay></video>",
        "<!--[if IE]><script>alert(1)</script><![endif]-->",
        "<b>fett</b>",
        "<table><tr><td bgcolor=red>Zelle",
        "</td></tr></table>",
        "<div id=x class=y name=z>Text",
        "\"'><",
        "<a href=\"https://example.org\">Verweis</a>",
        "<title></title><textarea></title><img src=x onerror=alert(1)>",
        "\0<scr\0ipt>alert(1)</script>",
    ];

    [Fact]
    public void No_mixture_of_attacks_leaves_anything_active() =>
        Piece.Array[1, 8].Sample(pieces => AssertInert(Safe(string.Concat(pieces)).Html), iter: 3_000);

    [Fact]
    public void No_changed_attack_leaves_anything_active() =>
        Gen.Select(Piece.Array[1, 5], Gen.Select(Gen.Int[0, 400], Gen.Char["<>\"'/ =&;:\0\n-!abcdefx"]).Array[0, 8])
            .Sample(
                (pieces, changes) =>
                {
                    var html = new StringBuilder(string.Concat(pieces));
                    foreach (var (at, c) in changes)
                        html.Insert(Math.Min(at, html.Length), c);
                    AssertInert(Safe(html.ToString()).Html);
                },
                iter: 3_000
            );

    [Fact]
    public void Remote_and_active_content_is_counted()
    {
        var safe = Safe(
            "<img src=https://evil.example/p.gif><img src='//evil.example/q.gif' alt=Bild><p style='background:url(https://evil.example/r)'>x</p>"
                + "<script>1</script><a href='javascript:1' onclick=2>y</a><form><input></form>"
        );

        Assert.Equal(3, safe.RemoteBlocked);
        Assert.Equal(5, safe.ActiveBlocked);
        Assert.Contains("[Bild: Bild]", safe.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_of_the_mail_itself_show_their_name()
    {
        var logo = new Attachment(new byte[1]) { Name = "Wappen.png", ContentId = "logo@x" };

        Assert.Equal(
            """<p>Gruß <span data-cid="logo@x">[Bild: Wappen.png]</span></p>""",
            SafeHtml.From("<p>Gruß <img src=\"cid:logo@x\"></p>", [logo], ReadLimits.Default).Html
        );
    }

    [Fact]
    public void What_makes_a_letter_readable_stays()
    {
        const string html =
            """<h1>Antrag</h1><p style="color:#c00;font-weight:bold;">für <b>Wohngeld</b><br>ja</p><table border="1"><tbody><tr><td colspan="2">1</td></tr></tbody></table><ul><li>eins</li></ul>""";

        Assert.Equal(html, Safe(html).Html);
    }

    [Fact]
    public void Links_open_outside_and_tell_nothing()
    {
        var html = Safe("<a href='https://example.org/a?b=1' ping=https://evil.example download>x</a>").Html;

        Assert.Contains("rel=\"noopener noreferrer nofollow\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.org/a?b=1\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("ping", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_thousand_links_and_endless_nesting_are_bounded()
    {
        var clock = Stopwatch.StartNew();
        var links = Safe(string.Concat(Enumerable.Repeat("<a href='https://example.org'>x</a> ", 20_000)));
        var deep = Safe(string.Concat(Enumerable.Repeat("<div>", 200_000)) + "unten");
        var open = Safe(string.Concat(Enumerable.Repeat("<a title=\"", 100_000)));
        var copies = Safe(
            string.Concat(Enumerable.Range(0, 300).Select(i => $"<b title={i}>")) + string.Concat(Enumerable.Repeat("<p></p>", 300_000))
        );
        var large = Safe(new string('x', 5_000_000));

        Assert.False(links.IsPlain);
        Assert.True(deep.IsPlain);
        Assert.Contains("unten", deep.Html, StringComparison.Ordinal);
        Assert.NotNull(open);
        Assert.True(large.IsPlain);
        Assert.True(copies.IsPlain);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    private static SafeHtml Safe(string html) => SafeHtml.From(html, [], ReadLimits.Default);

    private static void AssertInert(string html)
    {
        using var document = new HtmlParser().ParseDocument("<html><body>" + html + "</body></html>");
        foreach (var element in document.Body!.QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, AllowedTags);
            foreach (var attribute in element.Attributes)
            {
                Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), html);
                Assert.False(attribute.Name is "src" or "srcset" or "background" or "action" or "id", html);
                var value = new string([.. attribute.Value.Where(c => c > ' ')]).ToLowerInvariant();
                if (attribute.Name == "href")
                    Assert.True(
                        value.StartsWith("http", StringComparison.Ordinal)
                            || value.StartsWith("mailto:", StringComparison.Ordinal)
                            || value.StartsWith("tel:", StringComparison.Ordinal),
                        html
                    );
                if (attribute.Name == "style")
                    Assert.False(
                        value.Contains("url(", StringComparison.Ordinal)
                            || value.Contains('\\', StringComparison.Ordinal)
                            || value.Contains("expression(", StringComparison.Ordinal),
                        html
                    );
            }
        }
    }

    private static readonly HashSet<string> AllowedTags =
    [
        .. "a abbr address b big blockquote br caption center cite code col colgroup dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var".Split(
            ' '
        ),
    ];
}
