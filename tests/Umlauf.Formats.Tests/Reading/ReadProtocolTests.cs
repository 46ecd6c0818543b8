using System.IO.Pipelines;
using Umlauf.Formats.Mail;
using Umlauf.Formats.Pdf;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Reading;

public sealed class ReadProtocolTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_item_comes_through_the_process_as_it_is_read_here()
    {
        var pdf = PdfWriter.Write("Übersicht", ["Text mit ß"]);
        var inner = MailWriter.Write(Letter("innen", new OutgoingFile("plan.pdf", "application/pdf", pdf)));
        var mail = MailWriter.Write(Letter("außen", new OutgoingFile("weiter.eml", "message/rfc822", inner)));
        var here = ItemReader.Read(mail, null, null, ReadLimits.Default, Ct);
        var (toChild, toParent) = (new Pipe(), new Pipe());
        var child = ReadProtocol.ServeAsync(toChild.Reader.AsStream(), toParent.Writer.AsStream(), Ct);
        await using var output = toChild.Writer.AsStream();
        await using var input = toParent.Reader.AsStream();

        var there = await ReadProtocol.AskAsync(output, input, mail, "a.eml", null, ReadLimits.Default, withFiles: true, Ct);
        var pdfThere = await ReadProtocol.AskAsync(output, input, pdf, null, null, ReadLimits.Default, withFiles: false, Ct);
        await output.DisposeAsync();
        await child;

        Assert.Equal(here.Text, there.Text);
        Assert.Equal(here.Envelope!.Subject, there.Envelope!.Subject);
        Assert.Equal(here.Envelope.From, there.Envelope.From);
        Assert.Equal(here.Envelope.HeaderDate, there.Envelope.HeaderDate);
        Assert.Equal(here.Notes, there.Notes);
        Assert.Equal(here.Attachments[0].Bytes.ToArray(), there.Attachments[0].Bytes.ToArray());
        Assert.Equal(pdf, there.Attachments[0].Nested!.Attachments[0].Bytes.ToArray());
        Assert.Equal("Übersicht\nText mit ß", pdfThere.Text.Replace("\n\n", "\n", StringComparison.Ordinal));
        Assert.Equal((ItemKind.Pdf, 1), (pdfThere.Kind, pdfThere.Pages));
    }

    [Fact]
    public async Task A_child_that_ends_without_an_answer_is_noticed()
    {
        await Assert.ThrowsAsync<EndOfStreamException>(() => Ask([]));
        await Assert.ThrowsAsync<EndOfStreamException>(() => Ask([1, 0, 0]));
    }

    [Fact]
    public async Task An_answer_that_claims_to_be_huge_is_refused() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => Ask([255, 255, 255, 127, 0, 0, 0, 0, 0, 0, 0, 0]));

    private static Task<ReadItem> Ask(byte[] answer) =>
        ReadProtocol.AskAsync(
            new MemoryStream(),
            new MemoryStream(answer),
            new byte[3],
            null,
            null,
            ReadLimits.Default,
            withFiles: false,
            Ct
        );

    private static OutgoingMail Letter(string subject, OutgoingFile file) =>
        new()
        {
            From = new("Jörg", "j@example.org"),
            To = [new("", "a@example.org")],
            Subject = subject,
            Text = "Text",
            MessageId = subject.Length + "@example.org",
            Date = new(2026, 3, 3, 10, 15, 0, TimeSpan.FromHours(1)),
            Files = [file],
        };
}
