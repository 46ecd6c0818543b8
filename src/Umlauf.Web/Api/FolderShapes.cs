using System.Globalization;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;

namespace Umlauf.Web.Api;

/// <summary>How folders look to programs.</summary>
internal static class FolderShapes
{
    public static object Of(FolderView view)
    {
        var folder = view.Folder;
        return new
        {
            id = folder.Id.Value,
            revision = folder.Revision,
            state = ApiWords.Of(folder.State),
            subject = view.Subject,
            owner = view.Logins.GetValueOrDefault(folder.Owner),
            matter = view.Matter?.Value,
            template = view.Template,
            templateVersion = view.TemplateVersion,
            returned = folder.Returned is { } why ? ApiWords.Of(why) : null,
            policy = new
            {
                refusal = ApiWords.Of(folder.Policy.Refusal),
                change = ApiWords.Of(folder.Policy.Change),
                authorMayNotSign = folder.Policy.AuthorMayNotSign,
            },
            fields = folder.Fields,
            items = folder.Items.Select(item => new
            {
                document = item.Document.Value,
                version = item.Version,
                sha256 = item.Hash.Hex,
                decisive = item.Decisive,
                title = view.Titles.GetValueOrDefault(item.Document)?.Title,
            }),
            steps = Steps(view, 0),
            questions = folder.Questions.Select(question => new
            {
                number = question.Number,
                station = Text(question.Station),
                askedBy = view.Logins.GetValueOrDefault(question.AskedBy),
                to = view.Logins.GetValueOrDefault(question.To),
                text = question.Text,
                at = question.At,
                answer = question.Answer,
                answeredAt = question.AnsweredAt,
                open = question.IsOpen,
            }),
            remarks = folder.Remarks.Select(remark => new
            {
                number = remark.Number,
                by = view.Logins.GetValueOrDefault(remark.By),
                rank = ApiWords.Of(remark.Rank),
                text = remark.Text,
                item = remark.Document?.Value,
                version = remark.Version,
                page = remark.Anchor?.Page,
                rect = remark.Anchor?.Rect?.ToString(),
                quote = remark.Anchor?.Quote,
                at = remark.At,
            }),
            directives = folder.Directives.Select(one => new
            {
                type = ApiWords.Of(one.Order.Kind),
                target = one.Order.Target,
                on = one.Order.On,
                state = ApiWords.Of(one.State),
                result = one.Result,
            }),
        };
    }

    public static object Of(Allowed one) =>
        new
        {
            type = one.Type,
            station = one.Station is { } number ? Text(number) : null,
            outcome = one.Outcome is { } outcome ? ApiWords.Of(outcome) : null,
            question = one.Question,
            allowed = one.Is,
            rule = one.Refusal?.Rule,
            reason = one.Refusal is { } refusal ? Language.T(refusal) : null,
        };

    public static DeskEntryAnswer Of(DeskEntry entry) =>
        new(
            entry.FolderId.Value,
            entry.Subject,
            Kind: ApiWords.Of(entry.Kind),
            Station: entry.Station is { } number ? Text(number) : null,
            entry.Question,
            Task: entry.Task is { } task ? ApiWords.Of(task) : null,
            entry.Since,
            entry.DueAt,
            Owner: entry.OwnerName,
            OnBehalfOf: entry.OnBehalfOfName,
            entry.Revision,
            entry.Opened
        );

    private static IEnumerable<object> Steps(FolderView view, int branch) =>
        view
            .Folder.Branches[branch]
            .Steps.Select(
                (id, place) =>
                {
                    var step = view.Folder.Step(id);
                    return (object)
                        new
                        {
                            number = place + 1,
                            id,
                            state = ApiWords.Of(step.State),
                            rule = step.Rule.IsAll ? (object)"all"
                            : step.Rule == CompletionRule.Any ? "any"
                            : new { k = step.Rule.Least },
                            when = step.When,
                            stations = step
                                .Stations.Select(number => Station(view, view.Folder.Station(number)))
                                .Concat(step.Branches.Select(inner => (object)new { branch = Steps(view, inner) })),
                        };
                }
            );

    private static object Station(FolderView view, Station station)
    {
        var outcome = station.Current;
        return new
        {
            id = Text(station.Number),
            key = station.Key,
            task = ApiWords.Of(station.Task),
            state = ApiWords.Of(station.State),
            outcome = outcome is null ? null
            : outcome.Kind == OutcomeKind.Chosen ? outcome.Option
            : ApiWords.Of(outcome.Kind),
            addressee = Addressee(view, station.Addressee),
            delegatedBy = station.DelegatedBy.Select(one => Addressee(view, one)),
            actedBy = outcome is null ? null : view.Logins.GetValueOrDefault(outcome.ActedBy),
            onBehalfOf = outcome?.OnBehalfOf is { } principal ? view.Logins.GetValueOrDefault(principal) : null,
            actedAt = outcome?.At,
            remark = outcome?.Remark,
            activeSince = station.ActiveSince,
            dueAt = station.DueAt,
            dueWorkingDays = station.DueWorkingDays,
            paused = station.PausedAt is not null,
            stale = station.IsStale,
            blocking = station.IsBlocking,
            options = station.Options,
            words = station.Words,
            note = station.Note,
            reason = station.Why,
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static object Addressee(FolderView view, Addressee addressee) =>
        addressee.Person is { } person ? new { person = view.Logins.GetValueOrDefault(person) }
        : addressee.Office is { } office ? new { office = view.Codes.GetValueOrDefault(office) }
        : addressee.Role is { } role ? new { role = ApiWords.Of(role) }
        : new { meant = FolderShapes.Meant(addressee.Meant!) };

    private static object Meant(Meant meant) =>
        new
        {
            person = meant.Person,
            role = meant.Role,
            office = meant.Office,
            house = meant.House,
        };
}

/// <summary>An entry of the desk for programs.</summary>
internal sealed record DeskEntryAnswer(
    Guid Folder,
    string Subject,
    string Kind,
    string? Station,
    int? Question,
    string? Task,
    DateTimeOffset Since,
    DateTimeOffset? DueAt,
    string Owner,
    string? OnBehalfOf,
    long Revision,
    bool Opened
);
