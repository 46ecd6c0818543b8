using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Api;

/// <summary>Matters and documents for programs, with the rights of whoever calls.</summary>
public static class RecordsApi
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

    public static void MapRecordsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/matters/{id:guid}", Show).Needs(Right.SeeRecords);
        routes.MapGet("/api/v1/matters/{id:guid}/timeline", Timeline).Needs(Right.SeeRecords);
        routes.MapPost("/api/v1/matters", Open).Needs(Right.ChangeRecords);
        routes.MapGet("/api/v1/documents/{id:guid}/versions/{number:int}/content", Content).Needs(Right.SeeRecords);
    }

    private static async Task<IResult> Show(ShowMatter show, Caller by, Guid id, CancellationToken ct) =>
        (await show.Run(by, new MatterId(id), ct)).Answer(Shape);

    private static async Task<IResult> Timeline(ShowTimeline show, Caller by, Guid id, string? after, int? limit, CancellationToken ct) =>
        (await show.Run(by, new MatterId(id), after, limit ?? 50, ct)).Answer(page => new
        {
            items = page.Items.Select(Shape),
            next = page.Next,
        });

    private static async Task<IResult> Open(
        OpenMatter open,
        ShowFilingPlan plan,
        ListOffices offices,
        LoadCaller people,
        Caller by,
        OpenMatterBody body,
        CancellationToken ct
    )
    {
        var office = body.Office is null
            ? by.Office
            : (await offices.Run(by, ct)).FirstOrDefault(one => one.Office.Code == body.Office)?.Office.Id;
        if (office is not { } owner)
            return Answers.Problem(NoSuchOffice.With(body.Office ?? ""));
        var responsible = body.Responsible is null ? null : (await people.Of(by.Tenant, body.Responsible, ct))?.Staff;
        if (body.Responsible is not null && responsible is null)
            return Answers.Problem(NoSuchPerson.With(body.Responsible));
        var unit = body.PlanUnit is null ? null : await plan.ByCode(by, body.PlanUnit, ct);
        var opened = await open.Run(
            by,
            new NewMatter
            {
                CaseFile = body.CaseFile is { } file ? new CaseFileId(file) : null,
                PlanUnit = unit?.Id,
                Subject = body.Subject,
                Office = owner,
                Responsible = responsible,
                Confidentiality = body.Confidentiality,
                DueOn = body.DueOn,
            },
            ct
        );
        return opened.Created(
            matter => $"/api/v1/matters/{matter.Id.Value}",
            matter => new
            {
                id = matter.Id.Value,
                number = matter.Number,
                caseFile = matter.CaseFile.Value,
            }
        );
    }

    /// <summary>The exact bytes. They come from strangers: a browser saves them and never shows, runs or guesses them.</summary>
    private static async Task<IResult> Content(
        ReadContent read,
        Caller by,
        Guid id,
        int number,
        HttpResponse response,
        CancellationToken ct
    )
    {
        var content = await read.Run(by, new DocumentId(id), number, ct);
        if (content.Refusal is { } refusal)
            return Answers.Problem(refusal);
        var (bytes, hash, type, name) = content.Value;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(FileName(name));
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(hash.Hex))}:";
        return Results.Bytes(
            bytes,
            MediaTypeHeaderValue.TryParse(type, out _) ? type : "application/octet-stream",
            entityTag: new EntityTagHeaderValue($"\"{hash.Hex}\"")
        );
    }

    /// <summary>The last part of what the sender called a path.</summary>
    private static string FileName(string name) =>
        name[(name.LastIndexOfAny(['/', '\\']) + 1)..] is { Length: > 0 } last ? last : "dokument";

    private static object Shape(MatterHead matter) =>
        new
        {
            id = matter.Id.Value,
            matter.Number,
            matter.Subject,
            state = Word(matter.State),
            caseFile = new
            {
                id = matter.CaseFileId.Value,
                number = matter.FileNumber,
                subject = matter.FileSubject,
            },
            planUnit = new
            {
                id = matter.PlanUnitId.Value,
                code = matter.PlanCode,
                name = matter.PlanName,
            },
            office = matter.OfficeId.Value,
            responsible = matter.ResponsibleId?.Value,
            confidentiality = Word(matter.Confidentiality),
            matter.DueOn,
            matter.OpenedAt,
            matter.PutAwayAt,
            parties = matter.Parties.Select(party => new
            {
                id = party.Id.Value,
                kind = Word(party.Kind),
                party.Name,
                party.Street,
                party.Postcode,
                party.City,
                party.Email,
            }),
        };

    private static object Shape(TimelineItem item) =>
        new
        {
            id = item.Id,
            kind = item.Kind is { } kind ? Word(kind) : "note",
            item.At,
            item.Text,
            item.Author,
            writtenBy = item.WrittenBy?.Value,
            item.Version,
            item.Size,
            item.ContentType,
            item.FileName,
            parts = item.Parts.Select(part => new
            {
                id = part.Id.Value,
                parent = part.ParentId.Value,
                kind = Word(part.Kind),
                part.Title,
                part.Version,
                part.Size,
                part.ContentType,
                part.FileName,
            }),
        };

    /// <summary>Words of the API begin small: putAway.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>What a program sends to open a matter.</summary>
    private sealed record OpenMatterBody
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
}
