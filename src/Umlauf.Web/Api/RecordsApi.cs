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
    public static void MapRecordsApi(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/matters/{id:guid}", Show)
            .Needs(Right.SeeRecords)
            .WithSummary("A matter with its parties.")
            .Produces<MatterAnswer>();
        routes
            .MapGet("/api/v1/matters/{id:guid}/timeline", Timeline)
            .Needs(Right.SeeRecords)
            .WithSummary("Documents, folders and notes of a matter in their order.")
            .Produces<TimelineAnswer>();
        routes
            .MapPost("/api/v1/matters", Open)
            .Needs(Right.ChangeRecords)
            .WithSummary("Opens a matter.")
            .Produces<OpenedAnswer>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status422UnprocessableEntity);
        routes
            .MapGet("/api/v1/documents/{id:guid}/versions/{number:int}/content", Content)
            .Needs(Right.SeeRecords)
            .WithSummary("The exact bytes of a version.")
            .GivesBytes();
    }

    private static async Task<IResult> Show(ShowMatter show, Caller by, Guid id, CancellationToken ct) =>
        (await show.Run(by, new MatterId(id), ct)).Answer(Shape);

    private static async Task<IResult> Timeline(ShowTimeline show, Caller by, Guid id, string? after, int? limit, CancellationToken ct) =>
        (await show.Run(by, new MatterId(id), after, limit ?? 50, ct)).Answer(page => new TimelineAnswer(
            page.Items.Select(Shape),
            page.Next
        ));

    private static async Task<IResult> Open(OpenMatter open, ReadMatterBody read, Caller by, MatterBody body, CancellationToken ct)
    {
        var matter = await read.Of(by, body, ct);
        if (matter.Refusal is { } refusal)
            return Answers.Problem(refusal);
        var opened = await open.Run(by, matter.Value, ct);
        return opened.Created(
            matter => $"/api/v1/matters/{matter.Id.Value}",
            matter => new OpenedAnswer(matter.Id.Value, matter.Number, matter.CaseFile.Value)
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

    private static MatterAnswer Shape(MatterHead matter) =>
        new(
            matter.Id.Value,
            matter.Number,
            matter.Subject,
            Word(matter.State),
            new CaseFileAnswer(matter.CaseFileId.Value, matter.FileNumber, matter.FileSubject),
            new PlanUnitAnswer(matter.PlanUnitId.Value, matter.PlanCode, matter.PlanName),
            matter.OfficeId.Value,
            matter.ResponsibleId?.Value,
            Word(matter.Confidentiality),
            matter.DueOn,
            matter.OpenedAt,
            matter.PutAwayAt,
            matter.Parties.Select(party => new PartyAnswer(
                party.Id.Value,
                Word(party.Kind),
                party.Name,
                party.Street,
                party.Postcode,
                party.City,
                party.Email
            ))
        );

    private static TimelineItemAnswer Shape(TimelineItem item) =>
        new(
            item.Id,
            item.Kind is { } kind ? Word(kind) : "note",
            item.At,
            item.Text,
            item.Author,
            item.WrittenBy?.Value,
            item.Version,
            item.Size,
            item.ContentType,
            item.FileName,
            item.Parts.Select(part => new PartAnswer(
                part.Id.Value,
                part.ParentId.Value,
                Word(part.Kind),
                part.Title,
                part.Version,
                part.Size,
                part.ContentType,
                part.FileName
            ))
        );

    /// <summary>Words of the API begin small: putAway.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private sealed record OpenedAnswer(Guid Id, string Number, Guid CaseFile);

    private sealed record MatterAnswer(
        Guid Id,
        string Number,
        string Subject,
        string State,
        CaseFileAnswer CaseFile,
        PlanUnitAnswer PlanUnit,
        Guid Office,
        Guid? Responsible,
        string Confidentiality,
        DateOnly? DueOn,
        DateTimeOffset OpenedAt,
        DateTimeOffset? PutAwayAt,
        IEnumerable<PartyAnswer> Parties
    );

    private sealed record CaseFileAnswer(Guid Id, string Number, string Subject);

    private sealed record PlanUnitAnswer(Guid Id, string Code, string Name);

    private sealed record PartyAnswer(Guid Id, string Kind, string Name, string Street, string Postcode, string City, string Email);

    private sealed record TimelineAnswer(IEnumerable<TimelineItemAnswer> Items, string? Next);

    private sealed record TimelineItemAnswer(
        Guid Id,
        string Kind,
        DateTimeOffset At,
        string Text,
        string Author,
        Guid? WrittenBy,
        int Version,
        long Size,
        string ContentType,
        string FileName,
        IEnumerable<PartAnswer> Parts
    );

    private sealed record PartAnswer(
        Guid Id,
        Guid Parent,
        string Kind,
        string Title,
        int Version,
        long Size,
        string ContentType,
        string FileName
    );
}
