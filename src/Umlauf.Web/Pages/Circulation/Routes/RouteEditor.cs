using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Web.Hosting;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation.Routes;

/// <summary>Somebody who can be asked (Empfänger zur Auswahl).</summary>
/// <param name="Key">As <see cref="Addressee.Key"/> writes it.</param>
/// <param name="Text">The name; of people who are away with until when and the deputy.</param>
public sealed record AddresseeChoice(string Key, string Text);

/// <summary>Everybody who can be asked: people, offices, roles.</summary>
public sealed class AddresseeChoices
{
    private readonly Dictionary<string, string> texts;

    public AddresseeChoices(Names names)
    {
        People =
        [
            .. names
                .PersonChoices.Where(one => !string.IsNullOrEmpty(one.Value))
                .Select(one => new AddresseeChoice(Addressee.KeyOf(new StaffMemberId(Guid.Parse(one.Value))), one.Text)),
        ];
        Offices =
        [
            .. names.OfficeChoices.Select(one => new AddresseeChoice(Addressee.KeyOf(new OfficeId(Guid.Parse(one.Value))), one.Text)),
        ];
        Roles =
        [
            .. new[] { Role.Mayor, Role.Mailroom, Role.Administrator }.Select(role => new AddresseeChoice(
                Addressee.KeyOf(role),
                Show.Role(role)
            )),
        ];
        texts = People.Concat(Offices).Concat(Roles).ToDictionary(one => one.Key, one => one.Text, StringComparer.Ordinal);
    }

    public IReadOnlyList<AddresseeChoice> People { get; }

    public IReadOnlyList<AddresseeChoice> Offices { get; }

    public IReadOnlyList<AddresseeChoice> Roles { get; }

    public IEnumerable<(string Label, IReadOnlyList<AddresseeChoice> Choices)> Groups =>
        [(T("Personen", "People"), People), (T("Ämter", "Offices"), Offices), (T("Rollen", "Roles"), Roles)];

    public bool Has(string key) => texts.ContainsKey(key);

    public string? Text(string key) => texts.GetValueOrDefault(key);
}

/// <summary>What the editor of a route shows (Laufweg-Editor): the partial <c>_RouteEditor</c> draws it inside any form.</summary>
public sealed record RouteEditor(RouteForm Form, Names Names, AddresseeChoices Addressees)
{
    /// <summary>By the name of the field.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Null while the route cannot be carried out.</summary>
    public ForecastView? Preview { get; init; }

    /// <summary>The part that was just put in or moved.</summary>
    public string? Focus { get; init; }

    /// <summary>Number fields belong to the folder and cannot be changed with the route alone.</summary>
    public bool FieldsAreFixed { get; init; }

    public string? Fault(string field) => Faults.GetValueOrDefault(field);

    /// <summary>"2a.1" and so on, by the id of the step.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get
        {
            var labels = new Dictionary<string, string>(StringComparer.Ordinal);
            Label(Form.Steps, "", labels);
            return labels;
        }
    }

    /// <summary>Whom a station asks, in a word.</summary>
    public string NameOf(StationForm station) => station.Addressee is { } who ? NameOf(who) : T("noch niemand", "nobody yet");

    public string NameOf(Addressee who) =>
        who.Person is { } person ? Names.Person(person)
        : who.Office is { } office ? Names.Office(office)
        : who.Role is { } role ? Show.Role(role)
        : T($"noch offen: {who.Meant!.Text}", $"still open: {who.Meant.Text}");

    public string Text(ConditionChoice choice)
    {
        if (choice.Plan.Field is { } field)
            return T($"wenn {field} größer ist als …", $"if {field} is above …");
        var decision = Form.Stations.First(station => station.Key == choice.Plan.Station);
        return T($"wenn {NameOf(decision)} „{choice.Plan.Option}“ wählt", $"if {NameOf(decision)} chooses \"{choice.Plan.Option}\"");
    }

    private static void Label(List<StepForm> steps, string prefix, Dictionary<string, string> labels)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            labels[steps[i].Id] = $"{prefix}{i + 1}";
            var letter = 'a';
            foreach (var branch in steps[i].Members.Select(member => member.Branch).OfType<BranchForm>())
                Label(branch.Steps, $"{prefix}{i + 1}{letter++}.", labels);
        }
    }
}

/// <summary>The fields of one station (Felder einer Station), for the partial <c>_StationFields</c>; also in a form that puts in a single one.</summary>
/// <param name="Station">What was typed.</param>
/// <param name="Addressees">Who can be chosen.</param>
public sealed record StationFields(StationForm Station, AddresseeChoices Addressees)
{
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Empty: no four eyes groups to choose from.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    public bool Focus { get; init; }

    public string? Fault(string field) => Faults.GetValueOrDefault($"{Station.Id}.{field}");
}
