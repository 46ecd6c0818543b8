using System.Diagnostics;
using CsCheck;
using Umlauf.Formats.Html;

namespace Umlauf.Formats.Tests.Html;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>eins</p><p>zwei</p>", "eins\n\nzwei")]
    [InlineData("eins<br>zwei<br/>drei", "eins\nzwei\ndrei")]
    [InlineData("<div>eins</div><div>zwei</div>", "eins\nzwei")]
    [InlineData("<b>Wohn</b>geld", "Wohngeld")]
    [InlineData("<p>viele   \n Blanks&nbsp;hier</p>", "viele Blanks hier")]
    [InlineData("<pre>a\n  b</pre>", "a\n  b")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc")]
    [InlineData("<ul><li>a<li>b</ul>", "- a\n- b")]
    [InlineData("<head><title>x</title><style>p{}</style></head><body>Text</body>", "Text")]
    [InlineData("<script>if (a<b) x();</script>Text<style>y</style>", "Text")]
    [InlineData("<!-- weg --><!--[if mso]>weg<![endif]-->da", "da")]
    [InlineData("a &lt;b&gt; &amp; &auml;&#228;&#xE4; &euro;", "a <b> & äää €")]
    [InlineData("3 < 5 und 7 > 2", "3 < 5 und 7 > 2")]
    [InlineData("<a title=\"a > b\" href='x'>Verweis</a>", "Verweis")]
    [InlineData("<p title=\"offen>Text", "Text")]
    [InlineData("<head>Text ohne Ende", "Text ohne Ende")]
    [InlineData("", "")]
    public void Text_reads_as_on_screen(string html, string expected) => Assert.Equal(expected, HtmlText.From(html));

    [Fact]
    public void No_input_makes_it_throw_or_slow()
    {
        Gen.Char["<>\"'/ =&;!-abp"].Array[0, 300].Sample(chars => HtmlText.From(new string(chars)), iter: 5_000);
        var clock = Stopwatch.StartNew();
        foreach (var piece in new[] { "<", "<a ", "<a \"", "<!--", "<script>", "&", "<p", "</", "<head>", "<a '\"" })
            HtmlText.From(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }
}
