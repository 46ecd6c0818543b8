using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;

namespace Umlauf.Circulation;

/// <summary>The route sheet in German sentences, a paragraph each: for the PDF and for search (Laufzettel in Worten).</summary>
public static class SheetText
{
    public static IEnumerable<string> Of(RouteSheet sheet)
    {
        var body = sheet.Body;
        yield return $"{sheet.Administration}\n{(sheet.Matter is { } matter ? $"Geschäftszeichen {matter}\n" : "")}Mappe {sheet.Folder:D}\n"
            + $"Eigentümer/in: {Name(body.Owner)}\nStand: {Words.OfState(body.State)}, ausgestellt {Words.Local(sheet.MadeAt)}";
        foreach (var step in body.Rows.GroupBy(row => row.Step))
            yield return $"Schritt {step.Key}\n" + string.Join('\n', step.Select(Row));
        foreach (var item in body.Items)
            yield return $"{(item.Decisive ? "Entscheidendes Dokument" : "Hintergrund")} {item.Document:D}, Fassung {item.Version}\nSHA-256 {item.Sha256}"
                + string.Concat(item.Contents.Select((hash, i) => $"\nInhaltsstand {i + 1}: {hash}"));
        foreach (var question in body.Questions)
            yield return $"Rücksprache an Station {question.Station}: {Name(question.AskedBy)} fragt {Name(question.To)} ({Words.Local(question.At)}): {question.Text}"
                + (
                    question.Answer is null
                        ? "\nohne Antwort"
                        : $"\n{Name(question.AnsweredBy!)} antwortet ({Words.Local(question.AnsweredAt!.Value)}): {question.Answer}"
                );
        foreach (var remark in body.Remarks)
            yield return $"Randbemerkung ({Words.OfRank(remark.Rank)}) {Name(remark.By)}, {Words.Local(remark.At)}{(remark.Place is { } place ? $", {place}" : "")}: {remark.Text}";
        if (body.Directives.Count > 0)
            yield return "Verfügungen\n"
                + string.Join(
                    '\n',
                    body.Directives.Select(
                        (one, i) =>
                            $"{i + 1}. {Words.OfDirective(one.Kind)}{(one.On is { } day ? $" am {day:dd.MM.yyyy}" : "")}: {Words.OfDirectiveState(one.State)}"
                    )
                );
        yield return $"Protokoll: Einträge {string.Join(", ", sheet.Acts.Select(act => act.Position).Take(200))}{(sheet.Acts.Count > 200 ? " …" : "")}\n"
            + $"Siegelpunkt über {sheet.Checkpoint.Size} Einträge vom {Words.Local(sheet.Checkpoint.At)}\nWurzel {sheet.Checkpoint.Root}\n"
            + "Prüfen ohne Verbindung zum Amt: umlauf verify --sheet Laufzettel.json";

        string Name(string key) => sheet.Names.GetValueOrDefault(key, key);

        string Row(SheetRow row)
        {
            var line = $"{row.Station}. {Words.OfTask(row.Task)}: {Name(row.Addressee)}";
            if (row.DelegatedBy.Count > 0)
                line += $" (delegiert von {string.Join(", ", row.DelegatedBy.Select(Name))})";
            if (row.Outcome is { } outcome)
            {
                line += $"; {Words.OfOutcome(outcome, row.Option)} durch {Name(row.ActedBy!)}";
                if (row.OnBehalfOf is { } principal)
                    line += $" i. V. für {Name(principal)}";
                line += $", {Words.Local(row.At!.Value)}, Inhaltsstand {row.Content}, Akt {row.Act}";
                if (row.Standing != nameof(Standing.Effective))
                    line += $" ({Words.OfStanding(row.Standing!)})";
            }
            else
                line += $"; {Words.OfStationState(row.State)}";
            if (row.Why is { } why)
                line += $" ({Words.OfWhy(why)})";
            return row.Remark is { } remark ? $"{line}\n   „{remark}“" : line;
        }
    }
}
