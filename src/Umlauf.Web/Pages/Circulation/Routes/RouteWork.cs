using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Web.Hosting;

namespace Umlauf.Web.Pages.Circulation.Routes;

/// <summary>The route editor of one request (Laufweg bearbeiten): the same for new folders, drafts and templates.</summary>
public sealed class RouteWork(Caller caller, Names names, ForecastRoute forecast)
{
    private readonly Lazy<AddresseeChoices> addressees = new(() => new AddresseeChoices(names));

    private IReadOnlyDictionary<string, string> faults = new Dictionary<string, string>(StringComparer.Ordinal);

    private string? focus;

    public RouteForm Form { get; set; } = new();

    /// <summary>A beginning for whoever takes no template: one signs beside, one signs finally.</summary>
    public void Begin()
    {
        Form.Steps.Add(Form.NewStep(StationTask.CoSign));
        Form.Steps.Add(Form.NewStep(StationTask.FinalSign));
    }

    public void Read(HttpRequest request) => Form = RouteFormReading.Read(name => request.Form[name]);

    /// <summary>Does what a button of the editor says.</summary>
    /// <returns>False when it is none of the editor's.</returns>
    public bool Edit(string button)
    {
        focus = RouteFormEdits.Apply(Form, button);
        return focus is not null;
    }

    /// <summary>Whether the route can be carried out; what is wrong stands beside the fields.</summary>
    public bool Check()
    {
        faults = RouteFaults.Of(Form, addressees.Value.Has);
        return faults.Count == 0;
    }

    /// <summary>Something that the use case found.</summary>
    public void Refuse(string why) => faults = new Dictionary<string, string>(faults, StringComparer.Ordinal) { ["weg"] = why };

    public async Task<RouteEditor> Editor(bool fieldsAreFixed, CancellationToken ct)
    {
        var sound = RouteFaults.Of(Form, addressees.Value.Has).Count == 0;
        return new RouteEditor(Form, names, addressees.Value)
        {
            Faults = faults,
            Focus = focus,
            FieldsAreFixed = fieldsAreFixed,
            Preview = sound ? await forecast.Run(caller, RouteFormPlans.Route(Form), RouteFormPlans.Fields(Form), ct) : null,
        };
    }
}
