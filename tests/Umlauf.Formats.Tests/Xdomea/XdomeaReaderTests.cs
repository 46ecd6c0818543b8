using System.Text;
using CsCheck;
using Umlauf.Formats.Xdomea;

namespace Umlauf.Formats.Tests.Xdomea;

public sealed class XdomeaReaderTests
{
    private const string Person = "<x:Institution><x:Name>Amt</x:Name></x:Institution>";

    private static string Order(string text) =>
        $"""
            <x:Verfuegung><x:Ersteller>{Person}</x:Ersteller><x:Adressat>{Person}</x:Adressat>
            <x:Erstellungsdatum>2026-03-02</x:Erstellungsdatum><x:Erstellungsuhrzeit>08:15:00</x:Erstellungsuhrzeit>
            <x:Verfuegung>{text}</x:Verfuegung></x:Verfuegung>
            """;

    private static string Circulation(string name, string text) =>
        $"""
            <x:{name}><x:Identifikation><x:ID>3f083e43-05d6-52ef-a0ab-3a10b8cf9ea0</x:ID></x:Identifikation>
            <x:Beteiligungsschritt><x:Nummer>1</x:Nummer><x:Status><code>002</code></x:Status>{Order(
                text
            )}</x:Beteiligungsschritt></x:{name}>
            """;

    private static string Message(string content, string version = "3.0.0") =>
        $"""<x:Nachricht xmlns:x="urn:xoev-de:xdomea:schema:{version}">{content}</x:Nachricht>""";

    [Theory]
    [InlineData("2.4.0")]
    [InlineData("3.0.0")]
    [InlineData("3.1.0")]
    [InlineData("4.0.0")]
    public void Circulations_are_found_wherever_they_hang(string version)
    {
        var document =
            $"<x:Dokument><x:Identifikation><x:ID>{Guid.Empty}</x:ID></x:Identifikation>{Circulation("InternerGeschaeftsgang", "c")}</x:Dokument>";
        var reading = Circulations.Read(
            Message(
                $"""
                <x:Akte><x:Identifikation><x:ID>0e09bd26-46fa-547c-b035-0d9f13cceecb</x:ID></x:Identifikation>
                <x:AllgemeineMetadaten><x:Betreff>Bauakte</x:Betreff></x:AllgemeineMetadaten>{Circulation("InternerGeschaeftsgang", "a")}
                <x:Akteninhalt><x:Vorgang>{Circulation("InternerGeschaeftsgang", "b")}{document}</x:Vorgang></x:Akteninhalt></x:Akte>
                {Circulation("ExternerGeschaeftsgang", "d")}{Circulation("GeaenderterGeschaeftsgang", "e")}
                <x:Protokoll>{Circulation("Geschaeftsgang", "f")}</x:Protokoll>
                """,
                version
            )
        );
        Assert.Empty(reading.Notes);
        Assert.Equal(["a", "b", "c", "d", "e", "f"], reading.Circulations.Select(c => c.Circulation.Steps[0].Order.Text));
        Assert.Equal(["Akte", "Vorgang", "Dokument", "Nachricht", "Nachricht", "Protokoll"], reading.Circulations.Select(c => c.Carrier));
        Assert.Equal("Bauakte", reading.Circulations[0].CarrierSubject);
        Assert.Equal(new Guid("0e09bd26-46fa-547c-b035-0d9f13cceecb"), reading.Circulations[0].CarrierId);
        Assert.Null(reading.Circulations[1].CarrierId);
        Assert.Equal(Guid.Empty, reading.Circulations[2].CarrierId);
        Assert.All(reading.Circulations, c => Assert.Equal(StepStatus.Current, c.Circulation.Steps[0].Status));
    }

    [Fact]
    public void An_unknown_version_is_read_and_said()
    {
        var reading = Circulations.Read(Message(Circulation("InternerGeschaeftsgang", "zK"), "5.0.0"));
        Assert.Single(reading.Circulations);
        Assert.Equal(["xdomea.unknown-version"], reading.Notes.Select(n => n.Code));
    }

    [Fact]
    public void A_document_type_is_refused_before_anything_is_expanded()
    {
        var reading = Circulations.Read(
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" + Message(Circulation("InternerGeschaeftsgang", "&a;"))
        );
        Assert.Empty(reading.Circulations);
        Assert.Equal(["xdomea.not-xml"], reading.Notes.Select(n => n.Code));
    }

    [Theory]
    [InlineData("", "xdomea.empty")]
    [InlineData("kein XML", "xdomea.not-xml")]
    [InlineData("<a/>", "xdomea.not-xdomea")]
    [InlineData("<a xmlns='urn:xoev-de:xdomea:schema:3.1.0'/>", "xdomea.no-circulation")]
    [InlineData("<a xmlns='urn:xoev-de:xdomea:schema:3.1.0'>", "xdomea.not-xml")]
    [InlineData("<?xml version='1.0' encoding='utf-7'?><a/>", "xdomea.not-xml")]
    [InlineData("<?xml version='1.0' encoding='quatsch'?><a/>", "xdomea.not-xml")]
    [InlineData("<InternerGeschaeftsgang xmlns='urn:xoev-de:xdomea:schema:3.1.0'/>", "xdomea.no-circulation")]
    public void Bad_input_gets_a_reason(string text, string code)
    {
        var note = Assert.Single(Circulations.Read(text).Notes);
        Assert.Equal(code, note.Code);
        Assert.EndsWith(".", note.German, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<x:ID>3f083e43-05d6-52ef-a0ab-3a10b8cf9ea0</x:ID>", "", "Identifikation")]
    [InlineData("<x:Nummer>1</x:Nummer>", "<x:Nummer/>", "Nummer")]
    [InlineData("2026-03-02", "2026-02-30", "Erstellungsdatum")]
    [InlineData("<x:Adressat>" + Person + "</x:Adressat>", "", "Adressat")]
    public void What_lacks_a_mandatory_field_is_not_taken_over_and_the_others_are(string field, string instead, string name)
    {
        var good = Circulation("InternerGeschaeftsgang", "zK");
        var reading = Circulations.Read(Message(good.Replace(field, instead, StringComparison.Ordinal) + good));
        Assert.Single(reading.Circulations);
        Assert.Contains(reading.Notes, n => n.Code == "xdomea.missing" && n.German.Contains($"„{name}“", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_read_and_is_not_mandatory_is_said()
    {
        var text = Circulation("InternerGeschaeftsgang", "zur Schau")
            .Replace("<code>002</code>", "<code>007</code>", StringComparison.Ordinal)
            .Replace("08:15:00", "abends", StringComparison.Ordinal)
            .Replace("2026-03-02", "2026-03-02+01:00", StringComparison.Ordinal)
            .Replace(
                "</x:Beteiligungsschritt>",
                "<x:ParallelZuBeteiligungsschritt>9</x:ParallelZuBeteiligungsschritt><x:Farbe/></x:Beteiligungsschritt>",
                StringComparison.Ordinal
            );
        var reading = Circulations.Read(Message(text));
        var step = Assert.Single(reading.Circulations).Circulation.Steps[0];
        Assert.Equal((StepStatus.Future, "zur Schau", null), (step.Status, step.Order.Text, step.Order.CreatedAt));
        Assert.Equal(
            ["xdomea.unknown-element", "xdomea.zone-lost", "xdomea.unreadable", "xdomea.unknown-status", "xdomea.no-such-step"],
            reading.Notes.Select(n => n.Code)
        );
    }

    [Fact]
    public void Elements_nobody_looks_into_survive_in_their_own_version()
    {
        const string address = "<x:Anschrift>\n  <x:Ort>Lindenau &amp; Au</x:Ort>\n</x:Anschrift>";
        const string key =
            "<x:Behoerdenkennung><x:Praefix listURI=\"urn:a\" listVersionID=\"1\"><code>ags</code></x:Praefix></x:Behoerdenkennung>";
        const string statement =
            "<x:Anlage><x:Identifikation><x:ID>0e09bd26-46fa-547c-b035-0d9f13cceecb</x:ID></x:Identifikation></x:Anlage>";
        const string handling =
            "<x:Bearbeitung><x:Bearbeiter/><x:Datum>2026-03-03</x:Datum>" + statement + "</x:Bearbeitung></x:Beteiligungsschritt>";
        var text = Circulation("InternerGeschaeftsgang", "zK")
            .Replace(Person, key + Person + address, StringComparison.Ordinal)
            .Replace("</x:Beteiligungsschritt>", handling, StringComparison.Ordinal);
        var circulation = Assert.Single(Circulations.Read(Message(text, "3.1.0")).Circulations).Circulation;
        Assert.Equal(["Behoerdenkennung", "Anschrift"], circulation.Steps[0].Order.Addressee.Foreign.Select(f => f.Name));
        Assert.Single(circulation.Steps[0].Handling!.Attachments);

        var again = Circulations.Written(circulation, XdomeaVersion.V31);
        Assert.Empty(again.Notes);
        Assert.Equal(circulation, XdomeaReader.Read(again.Xml).Circulations[0].Circulation);

        var four = Circulations.Written(circulation, XdomeaVersion.V40);
        Assert.Equal(3, four.Notes.Count);
        Assert.All(four.Notes, n => Assert.Equal("xdomea.flattened-foreign", n.Code));
    }

    [Fact]
    public void Messages_beyond_the_limits_are_refused_as_a_whole()
    {
        var two = Encoding.UTF8.GetBytes(Message(Circulation("InternerGeschaeftsgang", "a") + Circulation("InternerGeschaeftsgang", "b")));
        var limits = XdomeaLimits.Default;
        Assert.Equal(2, XdomeaReader.Read(two, limits with { Steps = 2, Circulations = 2, Bytes = two.Length }).Circulations.Count);
        Refused(limits with { Steps = 1 }, "xdomea.too-many-steps");
        Refused(limits with { Circulations = 1 }, "xdomea.too-many-steps");
        Refused(limits with { Bytes = two.Length - 1 }, "xdomea.too-large");
        Refused(limits with { Depth = 4 }, "xdomea.too-large");
        Refused(limits with { Nodes = 20 }, "xdomea.too-large");

        var deep = string.Concat(Enumerable.Repeat("<a>", 200_000));
        Assert.Equal("xdomea.too-large", Circulations.Read(Message(deep)).Notes[0].Code);

        void Refused(XdomeaLimits tight, string code)
        {
            var reading = XdomeaReader.Read(two, tight);
            Assert.Empty(reading.Circulations);
            Assert.Equal([code], reading.Notes.Select(n => n.Code));
        }
    }

    [Fact]
    public void A_flood_of_notes_is_cut()
    {
        var step = Circulation("InternerGeschaeftsgang", "zK").Replace("<code>002</code>", "<code>7</code>", StringComparison.Ordinal);
        var reading = Circulations.Read(Message(string.Concat(Enumerable.Repeat(step, 500))));
        Assert.Equal(500, reading.Circulations.Count);
        Assert.Equal((201, "xdomea.more-notes"), (reading.Notes.Count, reading.Notes[200].Code));
    }

    [Theory]
    [InlineData("08:15:00", "08:15:00")]
    [InlineData("24:00:00", "00:00:00")]
    [InlineData("23:59:59.12345678901+05:30", "23:59:59.1234567+05:30")]
    [InlineData("00:00:00.500-00:00", "00:00:00.5Z")]
    [InlineData("08:15", null)]
    [InlineData("24:00:01", null)]
    [InlineData("08:15:00+15:00", null)]
    public void Times_are_those_of_XML_Schema(string text, string? again)
    {
        var time = XdomeaTimes.Of(text);
        Assert.Equal(again, time);
    }

    [Fact]
    public void Samples_changed_in_any_way_never_make_the_reader_throw()
    {
        var whole = Circulations
            .Any.Array[3]
            .Select(all => all.Select(c => Circulations.Written(c, XdomeaVersion.V40).Xml.ToArray()).OrderBy(b => b.Length).First());
        string[] pieces =
        [
            "<",
            ">",
            "</",
            "<x:",
            "&#0;",
            "&amp;",
            "]]>",
            "<![CDATA[",
            "<!--",
            "<?a?>",
            "Beteiligungsschritt",
            "xdomea:",
            "\0",
            "\xFF",
            "-",
            "9",
        ];
        Gen.Select(
                whole,
                Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 40], Circulations.One(pieces)).Array[1, 6],
                (bytes, edits) =>
                {
                    foreach (var (at, length, piece) in edits)
                    {
                        var start = at % bytes.Length;
                        bytes = [.. bytes[..start], .. Encoding.Latin1.GetBytes(piece), .. bytes[Math.Min(bytes.Length, start + length)..]];
                    }
                    return bytes;
                }
            )
            .Sample(bytes => Assert.NotNull(XdomeaReader.Read(bytes)), iter: 1_500);
        Gen.Byte.Array[0, 500].Sample(bytes => Assert.NotEmpty(XdomeaReader.Read(bytes).Notes), iter: 2_000);
    }
}

/// <summary>Times as a message would give them back.</summary>
internal static class XdomeaTimes
{
    public static string? Of(string text)
    {
        var order = Circulations.Step("1", "zK");
        var xml = Encoding.UTF8.GetString(
            Circulations
                .Written(
                    new()
                    {
                        Id = Circulations.Id,
                        Steps = [order with { Order = order.Order with { CreatedAt = new(new TimeOnly(1, 2, 3)) } }],
                    },
                    XdomeaVersion.V40
                )
                .Xml.Span
        );
        var found = Circulations.Read(xml.Replace("01:02:03", text, StringComparison.Ordinal)).Circulations[0].Circulation;
        if (found.Steps[0].Order.CreatedAt is null)
            return null;
        var again = Encoding.UTF8.GetString(Circulations.Written(found, XdomeaVersion.V40).Xml.Span);
        const string open = "<xdomea:Erstellungsuhrzeit>";
        var start = again.IndexOf(open, StringComparison.Ordinal) + open.Length;
        return again[start..again.IndexOf('<', start)];
    }
}
