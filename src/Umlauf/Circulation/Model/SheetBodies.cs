using System.Globalization;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;

namespace Umlauf.Circulation.Model;

/// <summary>The readable part of a route sheet from the folder alone (Laufzettel): keys of people and offices stand for their names.</summary>
internal static class SheetBodies
{
    public static SheetBody Of(Folder folder) =>
        new()
        {
            State = folder.State.ToString(),
            Owner = Addressee.KeyOf(folder.Owner),
            Rows = [.. Rows(folder, 0, "")],
            Items =
            [
                .. folder.Items.Select(item => new SheetItem(
                    item.Document.Value,
                    item.Version,
                    item.Hash.Hex,
                    item.Decisive,
                    item.Decisive ? [.. folder.Contents.Select(content => Hash(folder, content, item))] : []
                )),
            ],
            Questions =
            [
                .. folder.Questions.Select(one => new SheetQuestion(
                    one.Station,
                    Addressee.KeyOf(one.AskedBy),
                    Addressee.KeyOf(one.To),
                    one.Text,
                    one.At,
                    one.AnsweredBy is { } by ? Addressee.KeyOf(by) : null,
                    one.Answer,
                    one.AnsweredAt
                )),
            ],
            Remarks =
            [
                .. folder.Remarks.Select(one => new SheetRemark(
                    Addressee.KeyOf(one.By),
                    one.Rank.ToString(),
                    one.Text,
                    one.Document?.Value,
                    one.Version,
                    Place(one),
                    one.At
                )),
            ],
            Directives =
            [
                .. folder.Directives.Select(one => new SheetDirective(
                    one.Order.Kind.ToString(),
                    one.Order.On,
                    one.State.ToString(),
                    one.Result
                )),
            ],
        };

    /// <summary>Everything whose name stands on the sheet.</summary>
    public static IEnumerable<string> Keys(SheetBody body) =>
        body
            .Rows.SelectMany(row => row.DelegatedBy.Append(row.Addressee).Append(row.ActedBy).Append(row.OnBehalfOf))
            .Concat(body.Questions.SelectMany(one => new[] { one.AskedBy, one.To, one.AnsweredBy }))
            .Concat(body.Remarks.Select(one => (string?)one.By))
            .Append(body.Owner)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private static string Hash(Folder folder, Content content, FolderItem item)
    {
        var place = folder.Items.Where(one => one.Decisive).TakeWhile(one => one.Document != item.Document).Count();
        return content.Decisive[place].Hex;
    }

    private static IEnumerable<SheetRow> Rows(Folder folder, int branch, string before)
    {
        var place = 0;
        foreach (var id in folder.Branches[branch].Steps)
        {
            var number = before + (++place).ToString(CultureInfo.InvariantCulture);
            foreach (var row in folder.Step(id).Stations.SelectMany(station => Rows(folder.Station(station), number)))
                yield return row;
            foreach (var row in folder.Step(id).Branches.SelectMany(inner => Rows(folder, inner, number + ".")))
                yield return row;
        }
    }

    private static IEnumerable<SheetRow> Rows(Station station, string step)
    {
        var row = new SheetRow
        {
            Step = step,
            Station = station.Number,
            Task = station.Task.ToString(),
            Addressee = station.Addressee.Key,
            DelegatedBy = [.. station.DelegatedBy.Select(one => one.Key)],
            State = station.State.ToString(),
            Why = station.Why,
            DueAt = station.DueAt,
        };
        if (station.Outcomes.IsEmpty)
            return [row];
        return station.Outcomes.Select(outcome =>
            row with
            {
                Outcome = outcome.Kind.ToString(),
                Option = outcome.Option,
                Standing = outcome.Standing.ToString(),
                ActedBy = Addressee.KeyOf(outcome.ActedBy),
                OnBehalfOf = outcome.OnBehalfOf is { } principal ? Addressee.KeyOf(principal) : null,
                At = outcome.At,
                Remark = outcome.Remark,
                Content = outcome.Content,
                Act = outcome.Revision,
            }
        );
    }

    private static string? Place(Remark remark) =>
        remark.Anchor is not { } anchor ? null
        : anchor.Quote is { } quote ? $"„{quote}“"
        : anchor.Page is { } page ? string.Create(CultureInfo.InvariantCulture, $"S. {page}")
        : null;
}
