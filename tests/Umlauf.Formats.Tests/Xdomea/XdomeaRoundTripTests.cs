using System.Text;
using CsCheck;
using Umlauf.Formats.Xdomea;

namespace Umlauf.Formats.Tests.Xdomea;

public sealed class XdomeaRoundTripTests
{
    [Fact]
    public void A_circulation_comes_back_from_4_0_as_it_was_written() =>
        Circulations.Any.Sample(
            circulation =>
            {
                var (fitting, _) = Flattening.Fit(circulation, XdomeaVersion.V40);
                var reading = XdomeaReader.Read(Circulations.Written(circulation, XdomeaVersion.V40).Xml);
                Assert.Equal(fitting, Assert.Single(reading.Circulations).Circulation);
                // Only elements of another version do not fit into 4.0.
                Assert.Equal(Without(circulation), Without(fitting));
            },
            iter: 600
        );

    [Fact]
    public void A_circulation_comes_back_from_3_1_as_it_was_flattened() =>
        Circulations.Any.Sample(
            circulation =>
            {
                var (flat, notes) = Flattening.Fit(circulation, XdomeaVersion.V31);
                var message = Circulations.Written(circulation, XdomeaVersion.V31);
                var found = Assert.Single(XdomeaReader.Read(message.Xml).Circulations).Circulation;
                Assert.Equal(flat, found);
                Assert.Equal(notes, message.Notes);
                Assert.Equal(circulation.Steps.Select(Carried), found.Steps.Select(Carried));
            },
            iter: 600
        );

    [Fact]
    public void What_is_written_is_valid_by_the_official_schemas()
    {
        Corpus.Standard("xdomea");
        Circulations.Any.Sample(
            circulation =>
            {
                foreach (var version in Enum.GetValues<XdomeaVersion>())
                    Schemas.Accept(Circulations.Written(circulation, version), version);
                Schemas.Accept(XdomeaWriter.External(Circulations.Envelope, Circulations.Documents, circulation), XdomeaVersion.V31);
            },
            iter: 100
        );
    }

    [Fact]
    public void A_message_is_told_its_place_and_its_name()
    {
        var circulation = new XdomeaCirculation { Id = Circulations.Id, Steps = [Circulations.Step("1", "zK")] };
        var four = Circulations.Written(circulation, XdomeaVersion.V40);
        Assert.Equal("e4b544b8-5338-53c0-8611-36e09e6ee0c4_0501_1.xml", four.Name);
        var reading = XdomeaReader.Read(four.Xml);
        Assert.Equal(("Aussonderung.Anbieteverzeichnis.0501", "4.0.0"), (reading.Message, reading.Schema));
        var found = Assert.Single(reading.Circulations);
        Assert.Equal(
            ("InternerGeschaeftsgang", "Vorgang", Circulations.Matter.Id, Circulations.Matter.Subject),
            (found.Element, found.Carrier, found.CarrierId, found.CarrierSubject)
        );

        var external = XdomeaWriter.External(Circulations.Envelope, Circulations.Documents, circulation);
        Assert.Equal("e4b544b8-5338-53c0-8611-36e09e6ee0c4_Geschaeftsgang.Geschaeftsgang.0201.xml", external.Name);
        Assert.Equal("ExternerGeschaeftsgang", Assert.Single(XdomeaReader.Read(external.Xml).Circulations).Element);
    }

    [Fact]
    public void Flattening_says_where_everything_went()
    {
        var step = Circulations.Step("1", "zur Mitzeichnung", "2", "3") with { VersionNumber = "2" };
        step = step with
        {
            Order = step.Order with
            {
                Addressee = new Contact { Role = "Kämmerin" },
                Note = "eilt\nUmlauf: Frist=3 AT",
            },
        };
        var (flat, notes) = Flattening.Fit(new XdomeaCirculation { Id = Circulations.Id, Steps = [step] }, XdomeaVersion.V31);
        Assert.Equal(
            "eilt\nxdomea 3.1: parallel zu Schritt 2, 3; Dokumentversion 2; Rolle Adressat: Kämmerin\nUmlauf: Frist=3 AT",
            flat.Steps[0].Order.Note
        );
        Assert.Equal(["xdomea.flattened-parallel", "xdomea.flattened-version", "xdomea.flattened-role"], notes.Select(n => n.Code));
        Assert.StartsWith("Geschäftsgang 1, Schritt 1: ", notes[0].German, StringComparison.Ordinal);
        Assert.StartsWith("Circulation 1, step 1: ", notes[0].English, StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_that_XML_cannot_hold_do_not_stop_the_export()
    {
        var step = Circulations.Step("1\0", "a\u0001b\uD800c\uFFFFd");
        var message = Circulations.Written(new() { Id = Circulations.Id, Steps = [step] }, XdomeaVersion.V40);
        var found = XdomeaReader.Read(message.Xml).Circulations[0].Circulation.Steps[0];
        Assert.Equal(("1\uFFFD", "a\uFFFDb\uFFFDc\uFFFDd"), (found.Number, found.Order.Text));
    }

    [Fact]
    public void Every_sample_is_read_and_its_circulations_come_back()
    {
        var count = 0;
        foreach (
            var file in Corpus
                .Files(Path.Combine(Corpus.Standard("xdomea"), "samples"))
                .Where(f => f.EndsWith(".xml", StringComparison.Ordinal))
        )
        {
            var reading = XdomeaReader.Read(File.ReadAllBytes(file));
            Assert.NotEmpty(reading.Message);
            foreach (var found in reading.Circulations)
            {
                count++;
                var version = reading.Schema == "4.0.0" ? XdomeaVersion.V40 : XdomeaVersion.V31;
                var message = Circulations.Written(found.Circulation, version);
                Assert.Equal(found.Circulation, XdomeaReader.Read(message.Xml).Circulations[0].Circulation);
                Assert.Empty(message.Notes);
                Schemas.Accept(message, version);
            }
            Assert.Equal(reading.Circulations.Count == 0 ? ["xdomea.no-circulation"] : [], reading.Notes.Select(n => n.Code));
        }
        Assert.Equal(3, count);
    }

    private static XdomeaCirculation Without(XdomeaCirculation c) => c with { Steps = [.. c.Steps.Select(Without)] };

    private static CirculationStep Without(CirculationStep step) =>
        step with
        {
            Order = step.Order with { Creator = Without(step.Order.Creator), Addressee = Without(step.Order.Addressee) },
            Handling = step.Handling is { } h ? h with { By = Without(h.By) } : null,
        };

    private static Contact Without(Contact contact) => contact with { Foreign = [] };

    /// <summary>What 3.1 has fields for.</summary>
    private static CirculationStep Carried(CirculationStep step)
    {
        step = Without(step) with { ParallelTo = [], VersionNumber = null };
        return step with
        {
            Order = step.Order with
            {
                Note = null,
                Creator = step.Order.Creator with { Role = null },
                Addressee = step.Order.Addressee with { Role = null },
            },
            Handling = step.Handling is { } h ? h with { By = h.By with { Role = null } } : null,
        };
    }
}
