using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Reading;

public sealed class ItemDetectorTests
{
    [Theory]
    [InlineData("%PDF-1.7\n", ItemKind.Pdf)]
    [InlineData("junk\n%PDF-1.7\n", ItemKind.Pdf)]
    [InlineData("<!DOCTYPE html><p>", ItemKind.Html)]
    [InlineData("\r\n <HTML>", ItemKind.Html)]
    [InlineData("<?xml version='1.0'?><Invoice/>", ItemKind.Xml)]
    [InlineData("{\\rtf1 x}", ItemKind.RichText)]
    [InlineData("Return-Path: <a@example.org>\nSubject: x\n\nText", ItemKind.Mail)]
    [InlineData("From a@example.org Tue Mar  3 10:15:00 2026\nFrom: a@example.org\nTo: b@example.org\n\n", ItemKind.Mail)]
    [InlineData("Sehr geehrte Damen und Herren,\nBetreff: Antrag\n", ItemKind.Text)]
    [InlineData("GIF89a", ItemKind.Image)]
    [InlineData("!BDN", ItemKind.OutlookStore)]
    [InlineData("\u0001\u0002\0\u0003", ItemKind.Unknown)]
    [InlineData("", ItemKind.Empty)]
    public void The_content_decides(string content, ItemKind expected)
    {
        foreach (var name in new[] { null, "a.jpg", "a.pdf", "a.html" })
            Assert.Equal(expected, ItemDetector.Detect(Encoding.Latin1.GetBytes(content), name).Kind);
    }

    [Fact]
    public void A_mail_channel_knows_its_mails() =>
        Assert.Equal(ItemKind.Mail, ItemDetector.Detect("ohne Kopf"u8, null, "message/rfc822").Kind);

    [Theory]
    [InlineData("From: a@example.org\nTo: b@example.org\n\nx", 3_000, false)]
    [InlineData("From: a@example.org\nTo: b@example.org\n\nx", 50_000_000, true)]
    [InlineData("%PDF-1.4", 3_000, true)]
    [InlineData("PK\u0003\u0004", 3_000, true)]
    [InlineData("einfach Text", 3_000, false)]
    public void Risky_formats_go_to_the_reading_process(string prefix, long length, bool risky) =>
        Assert.Equal(risky, ItemReader.IsRisky(Encoding.Latin1.GetBytes(prefix), length));

    [Theory]
    [InlineData("", "read.empty")]
    [InlineData("!BDN", "read.outlook-store")]
    [InlineData("\u0001\u0002\0\u0003", "read.unknown-format")]
    [InlineData("GIF89a", "read.picture")]
    public void What_cannot_be_read_gives_a_reason(string content, string code)
    {
        var item = ItemReader.Read(
            Encoding.Latin1.GetBytes(content),
            null,
            null,
            ReadLimits.Default,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(code, item.Unread!.Code);
        Assert.EndsWith(".", item.Unread.German, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_beyond_the_limit_is_not_opened() =>
        Assert.Equal(
            "read.limit-size",
            ItemReader
                .Read(new byte[2_000], null, null, ReadLimits.Default with { Bytes = 1_000 }, TestContext.Current.CancellationToken)
                .Unread!.Code
        );
}
