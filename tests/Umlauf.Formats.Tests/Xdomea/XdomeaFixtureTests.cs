using System.Text;
using Umlauf.Formats.Xdomea;

namespace Umlauf.Formats.Tests.Xdomea;

/// <summary>What goes over the wire, to the letter: a change here is seen by every partner.</summary>
public sealed class XdomeaFixtureTests
{
    private static readonly CarriedRoute route = new()
    {
        Id = Circulations.Id,
        OnRefusal = RefusalPolicy.Return,
        OnChange = ChangePolicy.Reconfirm,
        Steps =
        [
            new CarriedStep
            {
                Rule = new(RuleKind.AtLeast, 1, 2),
                Parts =
                [
                    Station("Amt 30 Recht", StepTask.CoSign) with
                    {
                        Status = StepStatus.Finished,
                        VersionNumber = "2",
                        Handling = new StepHandling
                        {
                            By = new Contact { Unit = "Amt 30 Recht", FamilyName = "Kowalski" },
                            On = new DateOnly(2026, 3, 3),
                            At = new ClockTime(new TimeOnly(10, 42), TimeSpan.FromHours(1)),
                            Remark = "mitgezeichnet",
                        },
                        Terms = new StationTerms { Outcome = "mitgezeichnet" },
                    },
                    new CarriedBranch
                    {
                        Steps =
                        [
                            new CarriedStep { Parts = [Station("Amt 20 Kämmerei", StepTask.CheckSums)] },
                            new CarriedStep
                            {
                                Condition = "Betrag > 10000 EUR",
                                Parts =
                                [
                                    Station("Kreis Auental", StepTask.Decide) with
                                    {
                                        Terms = new() { Options = ["ja", "nein; später"] },
                                    },
                                ],
                            },
                        ],
                    },
                ],
            },
            new CarriedStep { Parts = [Station("Bürgermeisterin", StepTask.FinalSign) with { Terms = new() { DueWorkingDays = 3 } }] },
        ],
    };

    [Theory]
    [InlineData(XdomeaVersion.V40, "circulation-4.0.xml")]
    [InlineData(XdomeaVersion.V31, "circulation-3.1.xml")]
    public void A_route_is_written_exactly_so_and_read_again(XdomeaVersion version, string fixture)
    {
        var message = Circulations.Written(RouteCarrier.Write(route), version);
        Assert.Equal(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "Xdomea", fixture)),
            Encoding.UTF8.GetString(message.Xml.Span)
        );

        var read = RouteCarrier.Read(Assert.Single(XdomeaReader.Read(message.Xml).Circulations).Circulation);
        Assert.True(read.IsExact);
        if (version == XdomeaVersion.V40)
            Assert.Equal(route, read.Route);
        Assert.Equal(version == XdomeaVersion.V40 ? 0 : 4, message.Notes.Count);
    }

    [Fact]
    public void The_documentation_names_every_word_and_its_example_is_read()
    {
        var page = File.ReadAllText(Path.Combine(Corpus.RepositoryRoot(), "docs", "standards", "xdomea-circulation.md"));
        Assert.All(
            Enum.GetValues<StepTask>(),
            task => Assert.Contains($"| {task} | {StepText.Of(task)} |", page, StringComparison.Ordinal)
        );
        const string example = "Umlauf: Platz=1.2; Regel=2 von 3; Bedingung=Betrag > 10000 EUR; Frist=3 AT";
        Assert.Contains(example, page, StringComparison.Ordinal);
        var note = RouteNote.Read(example).Note;
        Assert.Equal((new CompletionRule(RuleKind.AtLeast, 2, 3), 3), (note.Rule, note.Terms.DueWorkingDays));
        Assert.Empty(note.Terms.Other);
    }

    private static CarriedStation Station(string unit, StepTask task) =>
        new()
        {
            Status = StepStatus.Current,
            Order = Circulations.Step("1", StepText.Of(task)).Order with
            {
                Addressee = new Contact { Institution = "Stadt Lindenau", Unit = unit },
            },
            Task = task,
        };
}
