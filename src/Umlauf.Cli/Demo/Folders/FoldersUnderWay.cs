using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using static Umlauf.Cli.Demo.Folders.Telling;

namespace Umlauf.Cli.Demo.Folders;

/// <summary>Folders that go their way: drafts, and routes at every step.</summary>
internal static class FoldersUnderWay
{
    public static IEnumerable<FolderStory> Tell(Telling t)
    {
        yield return new FolderStory
        {
            Owner = "sommer",
            Theme = "wohngeld",
            Subject = "Wohngeld: Bewilligung ab 1. Dezember",
            Draft =
                "auf Ihren Antrag bewilligen wir Ihnen Wohngeld in Höhe von monatlich 214 Euro für zwölf Monate.\n\nDer Betrag wird jeweils zum Monatsersten überwiesen. Änderungen Ihres Einkommens von mehr als zehn vom Hundert teilen Sie uns bitte mit.",
            Made = 1,
            StaysDraft = true,
            Route = [Step(t.CoSign("kaya")), Step(t.Sign())],
        };
        yield return new FolderStory
        {
            Owner = "yilmaz",
            Theme = "bau",
            Subject = "Baugenehmigung Carport im vereinfachten Verfahren",
            Draft =
                "für den Carport an der Grundstücksgrenze erteilen wir die Baugenehmigung. Der Stellplatz ist zu entwässern; das Wasser darf nicht auf die Straße laufen.",
            Made = 0,
            StaysDraft = true,
            Route = [Step(t.CoSign("oeztuerk"), t.CoSign("feldkamp")), Step(t.Sign("baumann"))],
        };
        yield return new FolderStory
        {
            Owner = "sommer",
            Theme = "wohngeld",
            Subject = "Wohngeld: Rückforderung nach Arbeitsaufnahme",
            Draft =
                "weil Sie seit dem 1. September wieder arbeiten, ist der Bescheid vom 12. Mai für die Zeit danach aufzuheben. Zu viel gezahlt wurden 642 Euro.\n\nSie können den Betrag in sechs Raten zahlen. Dazu genügt eine Nachricht an uns.",
            Made = 1,
            Route = [Step(t.CoSign("koenig"), t.CoSign("kaya")), Step(t.Sign())],
            Beats = [CoSigned(0, "koenig", "Berechnung stimmt.")],
        };
        yield return new FolderStory
        {
            Owner = "demir",
            Theme = "kita",
            Subject = "Elternbeiträge: Befreiung für Geschwisterkinder",
            Draft = "für das zweite Kind wird kein Beitrag erhoben. Das gilt rückwirkend ab August; das Guthaben verrechnen wir mit den nächsten Monaten.",
            Made = 3,
            Route = [Step(t.CoSign("thiele")), Step(t.CoSign("brandt")), Step(t.Sign())],
            Beats = [CoSigned(2, "thiele")],
        };
        yield return new FolderStory
        {
            Owner = "sommer",
            Theme = "wohngeld",
            Subject = "Wohngeld: Widerspruch wegen der Heizkosten",
            Draft =
                "Ihrem Widerspruch helfen wir ab. Die Entlastung bei den Heizkosten war für drei Personen zu berechnen, nicht für zwei. Sie erhalten monatlich 38 Euro mehr und eine Nachzahlung von 152 Euro.",
            Reply =
                "anbei der geänderte Bescheid zu Ihrem Widerspruch. Die Nachzahlung überweisen wir in der nächsten Woche.",
            Made = 4,
            Route = [Step(t.CoSign("kaya"), t.CoSign("brandt")), Step(t.Sign())],
            Directives = [new Directive { Kind = DirectiveKind.PutAway }],
            Beats =
            [
                Writes(4, "sommer", "Berechnung auf dem Beiblatt, Zeile 14.", "0.1,0.26,0.55,0.04"),
                Writes(3, "kaya", "Bitte künftig gleich nach der Haushaltsgröße fragen.", "0.1,0.31,0.6,0.05"),
                CoSigned(3, "kaya"),
                CoSigned(2, "brandt", "Nachzahlung ist im Ansatz enthalten."),
                Writes(1, "weber", "Danke, dass das so schnell ging.", "0.1,0.44,0.5,0.05"),
            ],
        };
        yield return new FolderStory
        {
            Owner = "yilmaz",
            Theme = "bau",
            Subject = "Nutzungsänderung: Laden wird Café",
            Draft =
                "die Änderung der Nutzung vom Laden zum Café mit 24 Sitzplätzen wird genehmigt. Die Außenfläche ist bis 22 Uhr zu räumen. Zwei Stellplätze sind abgelöst.",
            Made = 5,
            Route = [Step(t.CoSign("oeztuerk")), Step(t.CoSign("baumann")), Step(t.Sign())],
            Beats =
            [
                CoSigned(4, "oeztuerk", "Gaststättenrechtlich keine Bedenken."),
                CoSigned(2, "yilmaz", "Für den Amtsleiter nach Rücksprache.", "baumann"),
                Quotes(1, "weber", "Wie ist es in der Nachbarstraße geregelt?", "bis 22 Uhr zu räumen"),
            ],
        };
        yield return new FolderStory
        {
            Owner = "voessing",
            Theme = "parken",
            Subject = "Bewohnerparken: Ausnahme für den Pflegedienst",
            Draft = "der Pflegedienst erhält eine Ausnahmegenehmigung für drei Fahrzeuge in den Zonen A bis C. Sie gilt ein Jahr und kostet 120 Euro.",
            Made = 3,
            Route = [Step(t.CoSign("oeztuerk", 2)), Step(t.Sign())],
            Beats = [CoSigned(2, "oeztuerk")],
        };
        yield return new FolderStory
        {
            Owner = "yilmaz",
            Theme = "bau",
            Subject = "Stellungnahme der Stadt zur Ortsumgehung",
            IsNote = true,
            Draft =
                "Die Stadt trägt die südliche Linienführung mit. Sie fordert einen Lärmschutzwall entlang der Siedlung am Bach und eine Querung für den Radweg in Höhe der Mühle.\n\nDie Kosten der Querung trägt nach dem Kreuzungsrecht der Baulastträger der Straße.",
            Made = 2,
            Route = [Step(t.CoSign("oeztuerk"), t.CoSign("brandt"), t.CoSign("feldkamp"), t.CoSign("kaya")), Step(t.Sign())],
            Beats = [CoSigned(1, "feldkamp", "Winterdienst auf der Querung: 4.000 Euro im Jahr."), CoSigned(1, "oeztuerk")],
        };
        yield return new FolderStory
        {
            Owner = "ritter",
            Theme = "halle",
            Subject = "Stadthalle: Belegung in der Karnevalszeit",
            IsNote = true,
            Draft = "Die Halle wird an vier Wochenenden an die Vereine vergeben. Der Schulsport weicht an den Freitagen in die Turnhalle der Grundschule aus.",
            Made = 3,
            Route = [Step(t.CoSign("lorenz"), t.CoSign("feldkamp"), t.CoSign("thiele")), Step(t.Sign())],
            Beats = [CoSigned(2, "lorenz"), Quotes(2, "lorenz", "Mit der Schulleitung besprochen.", "Turnhalle der Grundschule"), CoSigned(1, "thiele")],
        };
        yield return new FolderStory
        {
            Owner = "ritter",
            Theme = "halle",
            Subject = "Jury für den Heimatpreis: zwei von drei Stimmen",
            IsNote = true,
            Draft = "Vorgeschlagen wird der Verein, der den Wasserturm in 3.000 ehrenamtlichen Stunden gerichtet hat. Das Preisgeld von 5.000 Euro trägt das Land.",
            Made = 2,
            Route = [Least(2, t.CoSign("kaya"), t.CoSign("jansen"), t.CoSign("schaefer")), Step(t.Sign())],
            Beats = [CoSigned(1, "jansen", "Verdient.")],
        };
        yield return new FolderStory
        {
            Owner = "demir",
            Theme = "kita",
            Subject = "Auswahl der Spielgeräte für die Kita am Park",
            IsNote = true,
            Draft = "Das Angebot B ist das wirtschaftlichste: Klettergerüst, Sandspiel und Nestschaukel für 31.900 Euro, Aufbau im März.",
            Made = 5,
            Route = [Least(2, t.CoSign("thiele"), t.CoSign("feldkamp"), t.CoSign("brandt")), Step(t.Sign())],
            Beats = [Refused(4, "feldkamp", "Die Schaukel braucht einen Fallschutz, den der Bauhof nicht warten kann."), CoSigned(3, "thiele")],
        };
        yield return new FolderStory
        {
            Owner = "voessing",
            Theme = "laerm",
            Subject = "Nachtarbeit an der Bahnbrücke",
            Draft = "wir lassen die Arbeiten in vier Nächten zu. Die Anwohner sind drei Tage vorher zu unterrichten; Ersatzunterkunft ist anzubieten.",
            Made = 4,
            Route = [Any(t.CoSign("oeztuerk"), t.CoSign("schaefer")), Step(t.Sign())],
            Beats = [CoSigned(3, "schaefer", "In Absprache mit Herrn Öztürk.")],
        };
        yield return new FolderStory
        {
            Owner = "yilmaz",
            Theme = "bau",
            Subject = "Erschließungsvertrag Gewerbegebiet Süd",
            IsNote = true,
            Draft = "Der Vorhabenträger baut die Straße und den Kanal auf eigene Kosten und übergibt beide lastenfrei. Die Bürgschaft beträgt 450.000 Euro.",
            Made = 6,
            Route =
            [
                Beside(t.CoSign("oeztuerk", 5), Step(t.CoSign("feldkamp")), Step(t.CoSign("brandt"))),
                Step(t.Sign()),
            ],
            Beats = [CoSigned(4, "feldkamp", "Kanalquerschnitt nachgerechnet, ausreichend.")],
        };
        yield return new FolderStory
        {
            Owner = "grimm",
            Theme = "grab",
            Subject = "Friedhofssatzung: Baumgräber",
            IsNote = true,
            Draft = "Die Satzung lässt künftig Baumgräber auf dem Nordfeld zu. Die Gebühr deckt die Pflege für zwanzig Jahre.",
            Made = 7,
            Route =
            [
                Beside(t.CoSign("feldkamp", 5), Beside(t.CoSign("baumann", 4), Step(t.CoSign("brandt"))), Step(t.CoSign("lorenz"))),
                Step(t.Sign()),
            ],
            Beats =
            [
                CoSigned(6, "feldkamp"),
                CoSigned(5, "yilmaz", "Keine Belange der Planung berührt.", "baumann"),
                CoSigned(4, "brandt", "Gebührenkalkulation geprüft."),
            ],
        };
        yield return new FolderStory
        {
            Owner = "gross",
            Theme = "rechnung",
            Subject = "Rechnung: Erneuerung der Straßenbeleuchtung, zweiter Abschlag",
            Made = 4,
            Amount = 23_480.00m,
            Route =
            [
                Step(t.Station("feldkamp", StationTask.CheckFacts, 3)),
                Step(t.CoSign("lorenz")) with
                {
                    When = new Condition { Field = Amount, Above = 10_000 },
                },
                Step(t.Station("brandt", StationTask.OrderPayment, 2)),
            ],
            Directives = [new Directive { Kind = DirectiveKind.Pay }],
            Beats = [Confirmed(3, "feldkamp", "42 Leuchten gezählt."), CoSigned(2, "lorenz", "Über 10.000 Euro, zur Kenntnis genommen und mitgezeichnet.")],
        };
        yield return new FolderStory
        {
            Owner = "ritter",
            Theme = "halle",
            Subject = "Zuschuss für das Jubiläum des Musikvereins",
            Draft = "der Zuschuss zum Festakt kann aus den Mitteln dieses Jahres nicht gewährt werden. Die Halle überlassen wir Ihnen an diesem Tag ohne Entgelt.",
            Made = 4,
            Route =
            [
                Step(t.Decide("lorenz", "bewilligen", "ablehnen")),
                Step(t.CoSign("brandt")) with
                {
                    When = new Condition { Station = "lorenz", Option = "bewilligen" },
                },
                Step(t.Sign()),
            ],
            Beats = [Outcome(2, "lorenz", OutcomeKind.Chosen, "Der Haushalt lässt nur Sachleistungen zu.", null, "ablehnen")],
        };
        yield return new FolderStory
        {
            Owner = "nowak",
            Theme = "melde",
            Subject = "Wahlhelfer: Anschreiben an alle Dienststellen",
            IsNote = true,
            Draft = "Für die Wahl werden 96 Helferinnen und Helfer gebraucht. Jede Dienststelle meldet bis zum Monatsende zwei Personen.",
            Made = 2,
            Route = [Step(t.CoSign("schaefer", 1)), Step(t.Station("sommer", StationTask.Act, 5), t.Station("yilmaz", StationTask.Act, 5))],
            Beats = [CoSigned(1, "schaefer")],
        };
        yield return new FolderStory
        {
            Owner = "haddad",
            Theme = "einbuergerung",
            Subject = "Einbürgerung: Urkunde zur Unterschrift",
            Draft = "die Voraussetzungen für die Einbürgerung liegen vor. Zur Übergabe der Urkunde laden wir Sie und Ihre Familie in das Trauzimmer ein.",
            Made = 2,
            Route = [Step(t.CoSign("jansen")), Step(t.Sign() with { Addressee = Addressee.Of(Role.Mayor) })],
            Beats = [CoSigned(1, "jansen", "Auszug aus dem Register liegt vor.")],
        };
    }
}
