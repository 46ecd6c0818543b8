using Umlauf.Circulation.Engine;
using static Umlauf.Cli.Demo.Folders.Telling;

namespace Umlauf.Cli.Demo.Folders;

/// <summary>Folders that do not go straight: dissent, refusal, changed texts, questions, deputies, delay.</summary>
internal static class FoldersInDispute
{
    private static readonly RoutePolicy Dissent = new(RefusalPolicy.Dissent);

    public static IEnumerable<FolderStory> Tell(Telling t)
    {
        yield return new FolderStory
        {
            Owner = "thiele",
            Theme = "kita",
            Subject = "Längere Öffnungszeiten der Kita am Park",
            IsNote = true,
            Draft = "Die Kita öffnet ab Januar von 6.30 Uhr bis 17.30 Uhr. Dafür werden 1,5 Stellen gebraucht; sie sind im Stellenplan noch nicht enthalten.",
            Made = 5,
            Policy = Dissent,
            Route = [Step(t.CoSign("kaya"), t.CoSign("brandt"), t.CoSign("lorenz")), Step(t.Sign())],
            Beats =
            [
                CoSigned(4, "kaya"),
                Refused(3, "brandt", "Die Stellen sind nicht gedeckt. Ich bitte um Verschiebung in den nächsten Haushalt."),
                CoSigned(2, "lorenz", "Ausschreibung wäre bis März möglich."),
                Quotes(2, "lorenz", "Befristet ginge es sofort.", "1,5 Stellen"),
            ],
        };
        yield return new FolderStory
        {
            Owner = "oeztuerk",
            Theme = "gewerbe",
            Subject = "Verkaufsoffener Sonntag im Advent",
            IsNote = true,
            Draft = "Der verkaufsoffene Sonntag wird auf den zweiten Advent gelegt. Er hängt räumlich und zeitlich mit dem Weihnachtsmarkt zusammen.",
            Made = 6,
            Policy = Dissent,
            Route = [Step(t.CoSign("kaya"), t.CoSign("schaefer")), Step(t.CoSign("lorenz")), Step(t.Sign())],
            Beats =
            [
                Refused(5, "kaya", "Die Gewerkschaft hat schriftlich widersprochen; das Schreiben fehlt in der Mappe."),
                CoSigned(5, "schaefer"),
                CoSigned(3, "lorenz"),
            ],
        };
        yield return new FolderStory
        {
            Owner = "sommer",
            Theme = "wohngeld",
            Subject = "Wohngeld: Ablehnung wegen fehlender Unterlagen",
            Draft = "Ihren Antrag lehnen wir ab, weil Sie die Verdienstbescheinigung trotz Erinnerung nicht vorgelegt haben.",
            Made = 4,
            Route = [Step(t.CoSign("kaya")), Step(t.Sign())],
            Beats = [Refused(2, "kaya", "Bitte erst die zweite Erinnerung mit Frist senden. So hält der Bescheid vor Gericht nicht.")],
        };
        yield return new FolderStory
        {
            Owner = "yilmaz",
            Theme = "nachbar",
            Subject = "Abstandsfläche: Antwort an die Nachbarn",
            Draft = "die Mauer hält die Abstandsfläche ein. Ein Anspruch auf Einschreiten besteht nicht.",
            Made = 7,
            Route = [Step(t.CoSign("oeztuerk")), Step(t.Sign())],
            Beats =
            [
                CoSigned(6, "oeztuerk"),
                Refused(3, "weber", "So schreiben wir nicht an Nachbarn, die seit dreißig Jahren dort wohnen. Bitte anrufen und dann freundlich antworten."),
            ],
        };
        yield return new FolderStory
        {
            Owner = "demir",
            Theme = "kita",
            Subject = "Satzung der Kindertagespflege",
            IsNote = true,
            Draft = "Die laufende Geldleistung steigt auf 6,10 Euro je Kind und Stunde.",
            Made = 5,
            Route = [Step(t.CoSign("thiele"), t.CoSign("brandt")), Step(t.Sign())],
            Beats = [CoSigned(4, "thiele"), new Beat(2, "demir", _ => new Recall("Der Kreis hat neue Sätze angekündigt; ich arbeite sie ein."))],
        };
        yield return new FolderStory
        {
            Owner = "yilmaz",
            Theme = "bau",
            Subject = "Baugenehmigung Mehrfamilienhaus, acht Wohnungen",
            Draft = "die Baugenehmigung für das Wohnhaus mit acht Wohnungen wird erteilt. Nachzuweisen sind acht Stellplätze.",
            Made = 8,
            Policy = new RoutePolicy(Change: ChangePolicy.Restart),
            Route = [Step(t.CoSign("oeztuerk")), Step(t.CoSign("brandt")), Step(t.Sign())],
            Beats =
            [
                CoSigned(7, "oeztuerk"),
                CoSigned(5, "brandt"),
                Rewrites(
                    1,
                    "yilmaz",
                    "die Baugenehmigung für das Wohnhaus mit acht Wohnungen wird erteilt. Nachzuweisen sind zehn Stellplätze, davon zwei für Besucher, und sechzehn Plätze für Fahrräder."
                ),
            ],
        };
        yield return new FolderStory
        {
            Owner = "demir",
            Theme = "kita",
            Subject = "Vereinbarung mit dem Träger der Waldkita",
            IsNote = true,
            Draft = "Die Stadt übernimmt 91 vom Hundert der Betriebskosten für zwei Gruppen.",
            Made = 7,
            Policy = new RoutePolicy(Change: ChangePolicy.Reconfirm),
            Route = [Step(t.CoSign("thiele"), t.CoSign("brandt")), Step(t.Sign())],
            Beats =
            [
                CoSigned(6, "thiele"),
                CoSigned(5, "brandt", "91 vom Hundert sind die Obergrenze."),
                Rewrites(1, "demir", "Die Stadt übernimmt 93 vom Hundert der Betriebskosten für zwei Gruppen und stellt das Grundstück ohne Pacht."),
            ],
        };
        yield return new FolderStory
        {
            Owner = "voessing",
            Theme = "parken",
            Subject = "Parkgebühren am Bahnhof",
            IsNote = true,
            Draft = "Die Gebühr beträgt künftig 1,50 Euro je angefangner Stunde, höchstens 6 Euro am Tag.",
            Made = 6,
            Policy = new RoutePolicy(Change: ChangePolicy.Continue),
            Route = [Step(t.CoSign("oeztuerk"), t.CoSign("brandt")), Step(t.Sign())],
            Beats =
            [
                CoSigned(5, "oeztuerk"),
                CoSigned(4, "brandt"),
                Rewrites(2, "voessing", "Die Gebühr beträgt künftig 1,50 Euro je angefangener Stunde, höchstens 6 Euro am Tag."),
            ],
        };
        yield return new FolderStory
        {
            Owner = "sommer",
            Theme = "wohngeld",
            Subject = "Wohngeld: Härtefall nach Trennung",
            Draft = "wegen der besonderen Härte bewilligen wir einen Vorschuss von 300 Euro, der mit dem späteren Bescheid verrechnet wird.",
            Made = 3,
            Route = [Step(t.CoSign("kaya"), t.CoSign("brandt")), Step(t.Sign())],
            Beats = [CoSigned(2, "kaya"), t.Asks(1, "brandt", "sommer", "Aus welchem Titel soll der Vorschuss gezahlt werden, wenn der Bescheid erst im Januar kommt?")],
        };
        yield return new FolderStory
        {
            Owner = "koenig",
            Theme = "wohngeld",
            Subject = "Wohngeld: Wohngemeinschaft oder Bedarfsgemeinschaft?",
            IsNote = true,
            Draft = "Die Antragsteller wohnen zusammen, wirtschaften aber getrennt. Der Antrag wird für jede Person einzeln berechnet.",
            Made = 5,
            Route = [Step(t.CoSign("kaya", 4)), Step(t.Sign())],
            Beats =
            [
                t.Asks(4, "kaya", "moeller", "Gab es in der Sozialhilfe schon eine Feststellung zu diesem Haushalt?"),
                Answers(2, "moeller", "Ja, im Vorjahr: getrennte Kassen, zwei Mietverträge. Vermerk liegt in der Akte."),
            ],
        };
        yield return new FolderStory
        {
            Owner = "sommer",
            Theme = "wohngeld",
            Subject = "Wohngeld: Sammelverfügung Oktober",
            IsNote = true,
            Draft = "31 Bescheide mit einem Betrag von zusammen 6.844 Euro werden freigegeben. Die Liste liegt bei.",
            Made = 4,
            Route = [Step(t.CoSign("kaya")), Step(t.CoSign("brandt")), Step(t.Sign())],
            Beats = [CoSigned(3, "moeller", "Stichprobe: sechs Bescheide, ohne Beanstandung.", "kaya")],
        };
        yield return new FolderStory
        {
            Owner = "grimm",
            Theme = "grab",
            Subject = "Grabmalgenehmigung mit Ausnahme von der Satzung",
            Draft = "das Grabmal wird mit einer Höhe von 1,10 Meter ausnahmsweise zugelassen, weil es die Reihe nicht stört.",
            Made = 5,
            Route = [Step(t.CoSign("baumann"), t.CoSign("feldkamp")), Step(t.Sign())],
            Beats = [CoSigned(4, "feldkamp"), CoSigned(2, "yilmaz", null, "baumann"), Signed(1, "lorenz", "Für den Bürgermeister.", "weber")],
            Directives = [new Directive { Kind = DirectiveKind.PutAway }],
        };
        yield return new FolderStory
        {
            Owner = "moeller",
            Theme = "wohngeld",
            Subject = "Heizkostenhilfe: gemeinsames Merkblatt",
            IsNote = true,
            Draft = "Das Merkblatt erklärt auf zwei Seiten, wer Wohngeld und wer Hilfe zum Lebensunterhalt beantragt.",
            Made = 4,
            Route = [Step(t.Station("kaya", StationTask.Act, 4)), Step(t.Sign("brandt"))],
            Beats = [t.HandsOn(2, "kaya", "koenig")],
        };
        yield return new FolderStory
        {
            Owner = "moeller",
            Theme = "wohngeld",
            Subject = "Datenabgleich: ungeklärte Fälle",
            IsNote = true,
            Draft = "Der Abgleich mit der Rentenversicherung hat vierzehn Fälle ergeben, die bis zum Quartalsende zu klären sind.",
            Made = 11,
            Route = [Step(t.Station("sommer", StationTask.Act, 4)), Step(t.CoSign("kaya"))],
            Beats = [Reminds(9, "sommer", ReminderKind.HalfTime), Reminds(7, "sommer", ReminderKind.LastDay), t.ShowsTo(6, "kaya", "sommer")],
        };
        yield return new FolderStory
        {
            Owner = "ritter",
            Theme = "halle",
            Subject = "Hallenbad: Vertrag mit dem Schwimmverein",
            IsNote = true,
            Draft = "Der Verein erhält an drei Abenden zwei Bahnen. Das Entgelt steigt um vier vom Hundert.",
            Made = 8,
            Route = [Step(t.CoSign("brandt", 4)), Step(t.Sign())],
            Beats = [Reminds(6, "brandt", ReminderKind.HalfTime), Reminds(4, "brandt", ReminderKind.LastDay), t.ShowsTo(3, "weber", "brandt")],
        };
    }
}
