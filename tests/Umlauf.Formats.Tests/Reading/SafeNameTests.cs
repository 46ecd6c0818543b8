using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Reading;

public sealed class SafeNameTests
{
    [Theory]
    [InlineData("Bescheid.pdf", "Bescheid.pdf")]
    [InlineData("Wo\u0308lbung.pdf", "Wölbung.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\x\Brief.docx", "Brief.docx")]
    [InlineData("Ordner/", "Ordner")]
    [InlineData("rechnung\u202Efdp.exe", "rechnungfdp.exe")]
    [InlineData("a\r\nBcc: x.pdf", "aBcc_ x.pdf")]
    [InlineData("CON", "_CON")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("com1 .pdf", "_com1 .pdf")]
    [InlineData(".htaccess", "_.htaccess")]
    [InlineData("..", "Anlage")]
    [InlineData("   ", "Anlage")]
    [InlineData("", "Anlage")]
    [InlineData(null, "Anlage")]
    [InlineData("a.pdf. . .", "a.pdf")]
    [InlineData("was?wann*.pdf", "was_wann_.pdf")]
    [InlineData("\U0001F600 Fest.jpg", "\U0001F600 Fest.jpg")]
    [InlineData("a\0b.pdf", "ab.pdf")]
    public void Names_become_safe(string? given, string expected) => Assert.Equal(expected, SafeName.From(given, "Anlage"));

    [Fact]
    public void Long_names_keep_their_ending()
    {
        var name = SafeName.From(new string('ä', 400) + ".pdf", "x");

        Assert.Equal(150, name.Length);
        Assert.EndsWith("ä.pdf", name, StringComparison.Ordinal);
    }
}
