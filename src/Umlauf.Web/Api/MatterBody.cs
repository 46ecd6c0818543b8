using System.Text.Json.Serialization;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Web.Api;

/// <summary>What a program sends to open a matter.</summary>
internal sealed record MatterBody
{
    public required string Subject { get; init; }

    /// <summary>Code of the filing plan unit in which a new case file is opened, or:</summary>
    public string? PlanUnit { get; init; }

    /// <summary>the case file that gets another matter.</summary>
    public Guid? CaseFile { get; init; }

    /// <summary>Code of the office; by default the caller's own.</summary>
    public string? Office { get; init; }

    /// <summary>Login of the person responsible.</summary>
    public string? Responsible { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<Confidentiality>))]
    public Confidentiality Confidentiality { get; init; }
    public DateOnly? DueOn { get; init; }
}

/// <summary>Finds what a <see cref="MatterBody"/> names by code and login.</summary>
internal sealed class ReadMatterBody(ShowFilingPlan plan, ListOffices offices, LoadCaller people)
{
    public static readonly Refusal NoSuchOffice = new(
        "api.no-such-office",
        "Dieses Amt gibt es nicht. Es wurde nichts geändert.",
        "There is no such office. Nothing was changed."
    );

    public static readonly Refusal NoSuchPerson = new(
        "api.no-such-person",
        "Eine Person mit diesem Anmeldenamen gibt es nicht. Es wurde nichts geändert.",
        "There is nobody with this login. Nothing was changed."
    );

    public async Task<Result<NewMatter>> Of(Caller by, MatterBody body, CancellationToken ct)
    {
        var office = body.Office is null
            ? by.Office
            : (await offices.Run(by, ct)).FirstOrDefault(one => one.Office.Code == body.Office)?.Office.Id;
        if (office is not { } owner)
            return NoSuchOffice.With(body.Office ?? "");
        var responsible = body.Responsible is null ? null : (await people.Of(by.Tenant, body.Responsible, ct))?.Staff;
        if (body.Responsible is not null && responsible is null)
            return NoSuchPerson.With(body.Responsible);
        var unit = body.PlanUnit is null ? null : await plan.ByCode(by, body.PlanUnit, ct);
        return new NewMatter
        {
            CaseFile = body.CaseFile is { } file ? new CaseFileId(file) : null,
            PlanUnit = unit?.Id,
            Subject = body.Subject,
            Office = owner,
            Responsible = responsible,
            Confidentiality = body.Confidentiality,
            DueOn = body.DueOn,
        };
    }
}
