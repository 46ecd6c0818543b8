using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Web.Api;

/// <summary>Turns what programs write about folders into what the product knows: logins into people, codes into offices, words into tasks.</summary>
internal sealed class ReadFolderBody(FindColleagues people, ListOffices offices, ShowTemplate showTemplate)
{
    public static readonly Refusal Unreadable = new(
        "api.folder-unreadable",
        "Ein Teil der Mappe ist nicht lesbar. Es wurde nichts geändert.",
        "A part of the folder cannot be read. Nothing was changed."
    );

    public async Task<Result<NewFolder>> Of(Caller by, FolderBody body, CancellationToken ct)
    {
        var names = await Names(by, Addressees(body.Route ?? []), ct);
        if (!names.Ok)
            return names.Refusal!;
        var template = body.Template is { } id ? await showTemplate.Run(by, id, body.TemplateVersion, ct) : (Result<TemplateView>?)null;
        if (template is { Refusal: { } missing })
            return missing;
        var plan = template?.Value.Plan ?? new TemplatePlan { Route = [] };
        try
        {
            return new NewFolder
            {
                Subject = body.Subject,
                Matter = body.Matter is { } matter ? new MatterId(matter) : null,
                Items = [.. body.Items.Select(item => new NewItem(new DocumentId(item.Document), item.Version, item.Decisive))],
                Fields = plan.Fields.SetItems(body.Fields),
                Route = body.Route is { } route ? Route(route, names.Value) : plan.Route,
                Policy = body.Policy is { } policy ? Policy(policy) : plan.Policy,
                FourEyes = body.FourEyes is { } eyes ? [.. eyes.Select(group => group.ToImmutableArray())] : plan.FourEyes,
                Directives = body.Directives is { } orders ? [.. orders.Select(Directive)] : plan.Directives,
                Template = body.Template,
                TemplateVersion = template?.Value.Version,
                Confidentiality = body.Confidentiality is { } level ? Word<Confidentiality>(level) : default,
                Follows = body.Follows is { } follows ? new CirculationFolderId(follows) : null,
                Start = body.Start,
            };
        }
        catch (FormatException wrong)
        {
            return Unreadable.With(wrong.Message);
        }
    }

    public async Task<Result<Command>> Of(Caller by, Folder folder, CommandBody body, CancellationToken ct)
    {
        var named = Addressees(body.Route ?? []).Append(body.To).Append(body.Insert?.Addressee);
        var names = await Names(by, named, ct);
        if (!names.Ok)
            return names.Refusal!;
        try
        {
            return Of(folder, body, names.Value) with { Revision = body.Revision };
        }
        catch (FormatException wrong)
        {
            return Unreadable.With(wrong.Message);
        }
    }

    private static Command Of(Folder folder, CommandBody body, Known names)
    {
        var text = body.Remark ?? "";
        return body.Type switch
        {
            "start" => new Start(),
            "set-route" => new SetRoute(
                Route(body.Route ?? [], names),
                Policy(body.Policy),
                [.. (body.FourEyes ?? []).Select(group => group.ToImmutableArray())]
            ),
            "complete" => Complete(folder, body),
            "question" => new Ask
            {
                Station = Station(folder, body.Station),
                To = body.To is null ? null : names.Person(body.To),
                Text = text,
            },
            "answer" => new Answer(body.Question ?? throw new FormatException("question"), text),
            "delegate" => new Circulation.Engine.Delegate(names.Person(body.To ?? throw new FormatException("to")))
            {
                Station = Station(folder, body.Station),
            },
            "insert" => new Insert(Plan(body.Insert ?? throw new FormatException("insert"), names), Side(body), StepOf(folder, body)),
            "remove" => new Remove { Station = Station(folder, body.Station) },
            "reorder" => new Reorder(Side(body), StepOf(folder, body)) { Station = Station(folder, body.Station) },
            "skip" => new Skip(text) { Station = Station(folder, body.Station) },
            "recall" => new Recall(body.Remark),
            "withdraw" => new Withdraw(text),
            "resume" => new Resume(body.At is "start" ? ResumeAt.Start : ResumeAt.RefusingStep),
            "take-back" => new TakeBack { Station = Station(folder, body.Station) },
            "replace-item" => new ReplaceItem(
                new DocumentId(body.Item ?? throw new FormatException("item")),
                body.Version ?? throw new FormatException("version"),
                default!
            ),
            "mark-editorial" => new MarkEditorial(),
            "extend" => new Extend(body.WorkingDays ?? throw new FormatException("workingDays"))
            {
                Station = Station(folder, body.Station),
            },
            "remark" => new WriteRemark(text, body.Item is { } item ? new DocumentId(item) : null, Anchor(body.Anchor)),
            _ => throw new FormatException($"type: {body.Type}"),
        };
    }

    private static Complete Complete(Folder folder, CommandBody body)
    {
        var number = Station(folder, body.Station);
        var outcome = body.Outcome ?? throw new FormatException("outcome");
        var chosen = folder.FindStation(number)?.Task == StationTask.Decide;
        return new Complete
        {
            Station = number,
            Outcome = chosen ? OutcomeKind.Chosen : Word<OutcomeKind>(outcome),
            Option = chosen ? outcome : null,
            Remark = body.Remark,
            ConfirmedDissents = [.. body.ConfirmedDissents.Select(dissent => Station(folder, dissent))],
        };
    }

    /// <summary>By number or by key; a station that is not there gets a number that no station has.</summary>
    private static int Station(Folder folder, string? named)
    {
        if (string.IsNullOrEmpty(named))
            throw new FormatException("station");
        return folder.Stations.FirstOrDefault(station => station.Key == named)?.Number
            ?? (int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
    }

    /// <summary>The step that is named, else that of the station, else the current one.</summary>
    private static int StepOf(Folder folder, CommandBody body)
    {
        if (body.Step is { } step)
            return step;
        if (body.Type == "insert" && body.Station is not null && folder.FindStation(Station(folder, body.Station)) is { } station)
            return station.Step;
        return folder.Branches[0].Steps.FirstOrDefault(id => folder.Step(id).State is StepState.Waiting or StepState.Active);
    }

    private static Side Side(CommandBody body) => body.Side is null ? Circulation.Engine.Side.After : Word<Side>(body.Side);

    public static ImmutableArray<StepPlan> Route(IReadOnlyList<StepBody> steps, Known names) =>
        [
            .. steps.Select(step => new StepPlan
            {
                Rule = Rule(step.Rule),
                When = step.When is { } when
                    ? new Condition
                    {
                        Field = when.Field,
                        Above = when.Above,
                        Station = when.Station,
                        Option = when.Option,
                    }
                    : null,
                Members =
                [
                    .. step.Stations.Select(member =>
                        member.Branch is { } branch
                            ? new MemberPlan { Branch = Route(branch, names) }
                            : new MemberPlan { Station = Plan(member, names) }
                    ),
                ],
            }),
        ];

    private static StationPlan Plan(StationBody body, Known names) =>
        new()
        {
            Key = body.Key ?? "",
            Addressee = names.Addressee(body.Addressee ?? throw new FormatException("addressee")),
            Task = Word<StationTask>(body.Task ?? throw new FormatException("task")),
            DueWorkingDays = body.DueWorkingDays,
            Blocking = body.Blocking,
            Options = [.. body.Options ?? []],
            Words = body.Words,
            Note = body.Note,
        };

    private static CompletionRule Rule(JsonElement? rule) =>
        rule switch
        {
            null or { ValueKind: JsonValueKind.Null } => CompletionRule.All,
            { ValueKind: JsonValueKind.String } word when word.GetString() is "all" => CompletionRule.All,
            { ValueKind: JsonValueKind.String } word when word.GetString() is "any" => CompletionRule.Any,
            { ValueKind: JsonValueKind.Object } some
                when some.EnumerateObject().Count() == 1
                    && some.TryGetProperty("k", out var k)
                    && k.TryGetInt32(out var least)
                    && least > 0 => CompletionRule.Of(least),
            { } other => throw new FormatException($"rule: {other}"),
        };

    private static RoutePolicy Policy(PolicyBody? body) =>
        new(
            body?.Refusal is { } refusal ? Word<RefusalPolicy>(refusal) : RefusalPolicy.Return,
            body?.Change is { } change ? Word<ChangePolicy>(change) : ChangePolicy.Restart
        )
        {
            AuthorMayNotSign = body?.AuthorMayNotSign ?? false,
        };

    private static Directive Directive(DirectiveBody body) =>
        new()
        {
            Kind = Word<DirectiveKind>(body.Type),
            Target = body.Dispatch ?? body.Document ?? body.Template,
            On = body.On,
        };

    private static RemarkAnchor? Anchor(AnchorBody? body)
    {
        if (body is null)
            return null;
        var page = body.Page?.ToString(CultureInfo.InvariantCulture);
        var anchor = RemarkAnchor.Parse(page, body.Rect, body.Quote, body.Prefix, body.Suffix);
        return anchor.Ok ? anchor.Value : throw new FormatException(Language.T(anchor.Refusal!));
    }

    private static T Word<T>(string word)
        where T : struct, Enum => ApiWords.Read<T>(word) ?? throw new FormatException(word);

    private async Task<Result<Known>> Names(Caller by, IEnumerable<AddresseeBody?> named, CancellationToken ct)
    {
        var all = named.OfType<AddresseeBody>().ToList();
        var logins = all.Select(one => one.Person).OfType<string>().ToList();
        var found = logins.Count == 0 ? new Dictionary<string, StaffMemberId>(StringComparer.Ordinal) : await people.Run(by, logins, ct);
        var codes = all.Exists(one => one.Office is not null)
            ? (await offices.Run(by, ct)).ToDictionary(one => one.Office.Code, one => one.Office.Id, StringComparer.Ordinal)
            : [];
        if (logins.Find(login => !found.ContainsKey(Login.Normal(login))) is { } nobody)
            return ReadMatterBody.NoSuchPerson.With(nobody);
        if (all.Find(one => one.Office is { } code && !codes.ContainsKey(code)) is { } nowhere)
            return ReadMatterBody.NoSuchOffice.With(nowhere.Office!);
        return new Known(found, codes);
    }

    private static IEnumerable<AddresseeBody?> Addressees(IReadOnlyList<StepBody> route) =>
        route.SelectMany(step => step.Stations).SelectMany(member => Addressees(member.Branch ?? []).Append(member.Addressee));

    /// <summary>People and offices that were looked up.</summary>
    internal sealed record Known(IReadOnlyDictionary<string, StaffMemberId> People, IReadOnlyDictionary<string, OfficeId> Offices)
    {
        public Addressee Addressee(AddresseeBody body) =>
            body switch
            {
                { Meant: { } meant, Person: null, Office: null, Role: null } => Circulation.Engine.Addressee.Of(
                    new Meant
                    {
                        Person = meant.Person,
                        Role = meant.Role,
                        Office = meant.Office,
                        House = meant.House,
                    }
                ),
                { Meant: not null } => throw new FormatException("addressee"),
                { Person: { } login, Office: null, Role: null } => Circulation.Engine.Addressee.Of(People[Login.Normal(login)]),
                { Office: { } code, Person: null, Role: null } => Circulation.Engine.Addressee.Of(Offices[code]),
                { Role: { } role, Person: null, Office: null } => Circulation.Engine.Addressee.Of(Word<Role>(role)),
                _ => throw new FormatException("addressee"),
            };

        public StaffMemberId Person(AddresseeBody body) => Addressee(body).Person ?? throw new FormatException("to");
    }
}
