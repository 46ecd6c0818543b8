using System.Globalization;
using CsCheck;
using Umlauf.Circulation;
using Xunit;

namespace Umlauf.Tests.Circulation;

public sealed class RemarkAnchorTests
{
    [Fact]
    public void Nothing_filled_in_means_the_whole_document()
    {
        Assert.Equal(RemarkAnchor.WholeDocument, RemarkAnchor.Parse(null, null, null, null, null).Value);
        Assert.Equal(RemarkAnchor.WholeDocument, RemarkAnchor.Parse(" ", "", "\n", "rest", "rest").Value);
    }

    [Fact]
    public void A_rectangle_on_a_page_is_read_as_it_is_written()
    {
        var anchor = RemarkAnchor.Parse("3", "0.1,0.25,0.5,0.0625", "", "", "").Value;

        Assert.Equal((3, new AnchorRect(0.1, 0.25, 0.5, 0.0625)), (anchor.Page, anchor.Rect!.Value));
        Assert.Equal("0.1,0.25,0.5,0.0625", anchor.Rect.Value.ToString());
        Assert.Null(anchor.Quote);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("10001")]
    [InlineData("zwei")]
    [InlineData("1.5")]
    [InlineData("99999999999999")]
    public void A_page_that_cannot_be_is_refused(string page) =>
        Assert.Equal(RemarkAnchor.BadPage, RemarkAnchor.Parse(page, null, "Text", null, null).Refusal);

    [Theory]
    [InlineData("0.1,0.1,0.1")]
    [InlineData("0.1,0.1,0.1,0.1,0.1")]
    [InlineData("0.1,0.1,0,0.1")]
    [InlineData("0.1,0.1,0.1,0")]
    [InlineData("-0.1,0.1,0.1,0.1")]
    [InlineData("0.5,0.1,0.6,0.1")]
    [InlineData("0.1,0.5,0.1,0.6")]
    [InlineData("0.1,0.1,NaN,0.1")]
    [InlineData("0.1,0.1,1e-1,0.1")]
    [InlineData("a,b,c,d")]
    public void A_rectangle_outside_the_page_is_refused(string rect) =>
        Assert.Equal(RemarkAnchor.BadRect, RemarkAnchor.Parse("1", rect, null, null, null).Refusal);

    [Fact]
    public void A_rectangle_needs_a_page_and_stands_alone()
    {
        Assert.Equal(RemarkAnchor.BadRect, RemarkAnchor.Parse(null, "0.1,0.1,0.1,0.1", null, null, null).Refusal);
        Assert.Equal(RemarkAnchor.TwoPlaces, RemarkAnchor.Parse("1", "0.1,0.1,0.1,0.1", "Text", null, null).Refusal);
    }

    [Fact]
    public void A_quote_keeps_what_stands_around_it_and_loses_what_no_database_takes()
    {
        var anchor = RemarkAnchor
            .Parse(null, null, " Gebühr\0 von\r\n50 \ud83d Euro ", new string('v', 40) + "n", new string('h', 40))
            .Value;

        Assert.Equal("Gebühr von  50 \ufffd Euro", anchor.Quote);
        Assert.Equal(new string('v', 31) + "n", anchor.Prefix);
        Assert.Equal(new string('h', 32), anchor.Suffix);
        Assert.Null(anchor.Page);
        Assert.Equal(2, RemarkAnchor.Parse("2", null, "so", null, null).Value.Page);
    }

    [Fact]
    public void A_quote_may_have_two_thousand_characters_and_no_more()
    {
        Assert.True(RemarkAnchor.Parse(null, null, new string('a', 2_000), null, null).Ok);
        Assert.Equal(RemarkAnchor.BadQuote, RemarkAnchor.Parse(null, null, new string('a', 2_001), null, null).Refusal);
        Assert.Equal(RemarkAnchor.BadQuote, RemarkAnchor.Parse(null, null, new string('a', 5_000_000), null, null).Refusal);
    }

    [Fact]
    public void Whatever_a_form_sends_is_an_anchor_or_a_refusal_and_what_is_written_is_read_back()
    {
        var field = Gen.OneOf(
            Gen.String,
            Gen.Const("1"),
            Gen.Const("0.2,0.2,0.2,0.2"),
            Gen.Const(""),
            Gen.Int[-5, 20_000].Select(i => i.ToString(CultureInfo.InvariantCulture))
        );
        Gen.Select(field, field, field, field, field)
            .Sample(
                (page, rect, quote, prefix, suffix) =>
                {
                    var read = RemarkAnchor.Parse(page, rect, quote, prefix, suffix);
                    if (!read.Ok)
                        return;
                    var anchor = read.Value;
                    var again = RemarkAnchor.Parse(
                        anchor.Page?.ToString(CultureInfo.InvariantCulture),
                        anchor.Rect?.ToString(),
                        anchor.Quote,
                        anchor.Prefix,
                        anchor.Suffix
                    );
                    Assert.Equal(anchor, again.Value);
                }
            );
    }
}
