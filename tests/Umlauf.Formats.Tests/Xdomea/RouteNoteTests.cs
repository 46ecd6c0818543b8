using CsCheck;
using Umlauf.Formats.Xdomea;

namespace Umlauf.Formats.Tests.Xdomea;

public sealed class RouteNoteTests
{
    internal static readonly Gen<CompletionRule> Rule = Gen.OneOf(
        Gen.Const(CompletionRule.All),
        Gen.Const(CompletionRule.Any),
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 20], (k, more) => new CompletionRule(RuleKind.AtLeast, k, k + more))
    );

    internal static readonly Gen<StationTerms> Terms = Gen.Select(
        Gen.Select(Gen.Nullable(Gen.Int[1, 400]), Gen.Bool, Gen.Nullable(Circulations.One(Enum.GetValues<StationState>()))),
        Gen.Select(Circulations.Text.Array[0, 3], Circulations.Text.Array[0, 2], Circulations.Maybe),
        Gen.Select(Circulations.One("Frist x", "Ort", "Regel x", "Ä.1"), Circulations.Text).Array[0, 2],
        (a, b, other) =>
            new StationTerms
            {
                DueWorkingDays = a.Item1,
                Blocking = a.Item2,
                State = a.Item3,
                Options = [.. b.Item1],
                FourEyes = [.. b.Item2],
                Outcome = b.Item3,
                Other = [.. other.Select(pair => new RouteKey(pair.Item1, pair.Item2))],
            }
    );

    private static readonly Gen<RouteNote> any = Gen.Select(
        Gen.Select(Gen.Int[1, 30].Array[0, 6], Gen.Null(Rule), Circulations.Maybe),
        Gen.Select(Gen.Int[1, 9], Rule, Circulations.Maybe).Array[0, 2],
        Gen.Nullable(Circulations.One(Enum.GetValues<StepTask>())),
        Gen.Nullable(Circulations.One(Enum.GetValues<RefusalPolicy>())),
        Gen.Nullable(Circulations.One(Enum.GetValues<ChangePolicy>())),
        Terms,
        (step, outer, task, refusal, change, terms) =>
            new RouteNote
            {
                Place = [.. step.Item1],
                Rule = step.Item2,
                Condition = step.Item3,
                Outer = [.. outer.DistinctBy(o => o.Item1).Select(o => new OuterStep([o.Item1], o.Item2, o.Item3))],
                Task = task,
                OnRefusal = refusal,
                OnChange = change,
                Terms = terms,
            }
    );

    [Fact]
    public void A_line_is_written_as_people_would_write_it()
    {
        var note = new RouteNote
        {
            Rule = new(RuleKind.AtLeast, 2, 3),
            Condition = "Betrag > 10000 EUR",
            Terms = new StationTerms { DueWorkingDays = 3, Options = ["ja", "nein; später"] },
        };
        const string line = "Umlauf: Regel=2 von 3; Bedingung=Betrag > 10000 EUR; Frist=3 AT; Auswahl=ja; Auswahl=\"nein; später\"";
        Assert.Equal("Bitte bald\n" + line, RouteNote.Write("Bitte bald", note));
        Assert.Equal(line, RouteNote.Write(null, note));
        Assert.Equal(("Bitte bald", note), RouteNote.Read("Bitte bald\n" + line));
    }

    [Fact]
    public void Whatever_is_written_is_read_again() =>
        Gen.Select(Circulations.Maybe, any)
            .Sample((text, note) => Assert.Equal((text, note), RouteNote.Read(RouteNote.Write(text, note))), iter: 5_000);

    [Fact]
    public void A_text_without_a_line_stays_as_it_is_even_if_it_looks_like_one() =>
        Gen.OneOf(
                Circulations.Text,
                any.Select(note => RouteNote.Write("x", note)!),
                any.Select(note => RouteNote.Write(null, note) ?? "y")
            )
            .Sample(text => Assert.Equal((text, RouteNote.Empty), RouteNote.Read(RouteNote.Write(text, RouteNote.Empty))), iter: 3_000);

    [Theory]
    [InlineData("Umlauf: morgen um acht")]
    [InlineData("Umlauf: Regel")]
    [InlineData("Umlauf: =3")]
    [InlineData("Umlauf: Frist=\"3 AT")]
    [InlineData("Umlauf: Frist=3 AT;")]
    [InlineData("Umlauf:Frist=3 AT")]
    [InlineData("umlauf: Frist=3 AT")]
    [InlineData("Umlauf: Frist=3 AT\nund noch etwas")]
    public void Other_text_is_no_route_line(string text) => Assert.Equal((text, RouteNote.Empty), RouteNote.Read(text));

    [Theory]
    [InlineData("Umlauf: Frist=bald; Farbe=grün")]
    [InlineData("Umlauf: Frist=3 AT; Frist=4 AT")]
    [InlineData("Umlauf: Regel=5 von 3; Regel 1.2.3=manche; Bedingung 7=nie")]
    [InlineData("Umlauf: Platz=0.1; Platz=a; Frist=99999999999 AT; Frist=-3 AT")]
    public void What_is_not_understood_is_written_back(string line)
    {
        var (text, note) = RouteNote.Read(line);
        Assert.Null(text);
        Assert.NotEmpty(note.Terms.Other);
        Assert.Equal(line, RouteNote.Write(null, note));
    }

    [Fact]
    public void No_text_makes_the_reader_throw() =>
        Gen.String.Sample(text =>
            _ = RouteNote.Write(RouteNote.Read("Umlauf: " + text).Text, RouteNote.Read("Umlauf: Platz=" + text).Note)
        );
}
