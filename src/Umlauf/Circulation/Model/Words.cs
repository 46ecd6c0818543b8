using System.Globalization;
using Umlauf.Circulation.Engine;

namespace Umlauf.Circulation.Model;

/// <summary>German words for what the engine knows, where no page chooses the language: refusals' details, route sheets.</summary>
internal static class Words
{
    private static readonly CultureInfo german = CultureInfo.GetCultureInfo("de-DE");

    private static readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static string Of(Outcome outcome) =>
        outcome.Kind switch
        {
            OutcomeKind.CoSigned => "mitgezeichnet",
            OutcomeKind.Signed => "schlussgezeichnet",
            OutcomeKind.Refused => "abgelehnt",
            OutcomeKind.Acknowledged => "zur Kenntnis genommen",
            OutcomeKind.Done => "erledigt",
            OutcomeKind.HandedBack => "zurückgegeben",
            OutcomeKind.Confirmed => "bestätigt",
            _ => $"entschieden: {outcome.Option}",
        };

    public static string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("dd.MM.yyyy HH:mm", german);
}
