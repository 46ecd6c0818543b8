using Umlauf.Circulation.Engine;
using static Umlauf.Cli.Demo.Folders.Telling;

namespace Umlauf.Cli.Demo.Folders;

/// <summary>Folders whose way is over, or as good as over: invoices, completed ones with route sheet, withdrawn ones.</summary>
internal static class FoldersAtTheirEnd
{
    private static readonly Directive PutAway = new() { Kind = DirectiveKind.PutAway };
    private static readonly Directive Pay = new() { Kind = DirectiveKind.Pay };

    public static IEnumerable<FolderStory> Tell(Telling t)
    {
        yield return new FolderStory
        {
            Owner = "gross",
            Theme = "rechnung",
            Subject = "Rechnung: Streusalz, Lieferung November",
            Made = 3,
            Amount = 8_211.00m,
            Route = [Step(t.Station("feldkamp", StationTask.CheckFacts, 3), t.Station("gross", StationTask.CheckSums, 3)), Step(t.Station("brandt", StationTask.OrderPayment, 2))],
            FourEyes = [["feldkamp", "gross", "brandt"]],
            Directives = [Pay, PutAway],
            Beats = [Confirmed(2, "feldkamp", "Geliefert und gewogen."), Confirmed(2, "gross", "Skonto abgezogen.")],
        };
        yield return new FolderStory
        {
            Owner = "gross",
            Theme = "rechnung",
            Subject = "Rechnung: Wartung der Aufzüge",
            Made = 9,
            Amount = 4_312.50m,
            Route =
            [
                Step(t.Station("ritter", StationTask.CheckFacts, 3)),
                Step(t.Station("gross", StationTask.CheckSums, 3)),
                Step(t.CoSign("lorenz")) with
                {
                    When = new Condition { Field = Amount, Above = 10_000 },
                },
                Step(t.Station("brandt", StationTask.OrderPayment, 2)),
            ],
            FourEyes = [["ritter", "gross", "brandt"]],
            Directives = [Pay, PutAway],
            Beats = [Confirmed(8, "ritter"), Confirmed(7, "gross"), Confirmed(5, "brandt", "Angeordnet.")],
        };
        yield return new FolderStory
        {
            Owner = "nowak",
            Theme = "melde",
            Subject = "Auskunftssperre: Bescheid",
            Draft = "die Auskunftssperre wird für zwei Jahre eingetragen. Vor ihrem Ablauf schreiben wir Sie an.",
            Made = 12,
            Route = [Step(t.CoSign("schaefer")), Step(t.Sign())],
            Directives = [PutAway],
            Beats = [CoSigned(11, "schaefer"), Signed(9)],
        };
        yield return new FolderStory
        {
            Owner = "koenig",
            Theme = "wohngeld",
            Subject = "Wohngeld: neue Mietenstufe ab Januar",
            IsNote = true,
            Draft = "Die Stadt steigt von Mietenstufe III auf IV. Laufende Bescheide werden von Amts wegen geändert.",
            Made = 10,
            Route = [Step(t.CoSign("kaya")), Step(t.Sign(), t.Note("brandt"), t.Note("sommer"), t.Note("yilmaz"))],
            Beats = [CoSigned(9, "kaya"), Outcome(7, "yilmaz", OutcomeKind.Acknowledged, null, null), Signed(6, remark: "Bitte auch auf die Internetseite.")],
        };
        yield return new FolderStory
        {
            Owner = "haddad",
            Theme = "einbuergerung",
            Subject = "Einbürgerung: Zusicherung",
            Draft = "wir sichern Ihnen die Einbürgerung für den Fall zu, dass Sie die bisherige Staatsangehörigkeit verlieren.",
            Made = 9,
            Route = [Step(t.CoSign("jansen")), Step(t.Sign())],
            Beats = [CoSigned(8, "jansen"), new Beat(6, "haddad", _ => new Withdraw("Nach dem neuen Recht ist die Zusicherung nicht mehr nötig."))],
        };
        yield return new FolderStory
        {
            Owner = "feldkamp",
            Theme = "muell",
            Subject = "Sperrmüll: Abholung nur noch nach Anmeldung",
            IsNote = true,
            Draft = "Die festen Termine entfallen. Die Anmeldung ist im Internet und telefonisch möglich; die Wartezeit soll zehn Tage nicht überschreiten.",
            Made = 13,
            Policy = new RoutePolicy(RefusalPolicy.Dissent),
            Route = [Step(t.CoSign("schaefer"), t.CoSign("oeztuerk")), Step(t.Sign())],
            Beats = [Refused(12, "schaefer", "Die Anrufe landen alle im Bürgeramt."), CoSigned(11, "oeztuerk"), Signed(9, remark: "Bürgeramt bekommt für das erste Vierteljahr Unterstützung.")],
        };
        yield return new FolderStory
        {
            Owner = "ritter",
            Theme = "halle",
            Subject = "Nutzungsordnung der Grillhütte",
            IsNote = true,
            Draft = "Die Hütte wird an Einwohnerinnen und Einwohner für 80 Euro am Tag vermietet. Musik ist bis 22 Uhr erlaubt.",
            Made = 11,
            Route = [Step(t.CoSign("lorenz")), Step(t.Sign())],
            Beats = [CoSigned(10, "lorenz"), Signed(8)],
        };
    }
}
