using System.Globalization;
using System.Text;
using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>
/// How numbers of case files and matters are written (Bildungsregel für Aktenzeichen und Geschäftszeichen), e.g. <c>{unit}-{number:4}/{year}</c> for
/// <c>46-0012/2026</c>. A case file knows <c>{unit}</c> (code of the filing plan unit), <c>{year}</c> and <c>{number}</c>; a matter knows <c>{file}</c> (number of
/// its case file) and <c>{number}</c>. <c>{number:4}</c> has at least four digits. What tells two numbers apart must all occur, with something that is
/// no digit between two variable parts.
/// </summary>
public sealed class NumberPattern
{
    /// <summary>46-0012/2026: filing plan unit 46, twelfth case file of it in 2026.</summary>
    public static readonly NumberPattern CaseFile = Parse("{unit}-{number:4}/{year}", forMatter: false).Value;

    /// <summary>46-0012/2026-01: first matter of that case file.</summary>
    public static readonly NumberPattern Matter = Parse("{file}-{number:2}", forMatter: true).Value;

    public static readonly Refusal Unusable = new(
        "records.number-pattern-unusable",
        "Mit dieser Bildungsregel wären Nummern nicht eindeutig. Die bisherige Regel gilt weiter.",
        "With this pattern numbers would not be unique. The pattern in use stays."
    );

    private readonly List<Piece> pieces;

    private NumberPattern(string text, List<Piece> pieces) => (Text, this.pieces) = (text, pieces);

    public string Text { get; }

    public static Result<NumberPattern> Parse(string text, bool forMatter)
    {
        string[] needed = forMatter ? ["file", "number"] : ["unit", "number", "year"];
        var found = new List<Piece>();
        for (var at = 0; at < text.Length; )
        {
            var open = text.IndexOf('{', at);
            var end = open < 0 ? text.Length : open;
            if (end > at)
                found.Add(new Piece("", text[at..end], 0));
            if (open < 0)
                break;
            var close = text.IndexOf('}', open);
            if (close < 0)
                return Unusable.With("{ ... }");
            var variable = text[(open + 1)..close].Split(':');
            var digits = 1;
            if (
                variable.Length > 2
                || variable.Length == 2
                    && !(int.TryParse(variable[1], NumberStyles.None, CultureInfo.InvariantCulture, out digits) && digits is >= 1 and <= 9)
            )
                return Unusable.With(text[open..(close + 1)]);
            if (!needed.Contains(variable[0], StringComparer.Ordinal))
                return Unusable.With(text[open..(close + 1)]);
            found.Add(new Piece(variable[0], "", digits));
            at = close + 1;
        }
        foreach (var name in needed)
            if (found.Count(piece => piece.Variable == name) != 1)
                return Unusable.With($"{{{name}}}");
        for (var i = 1; i < found.Count; i++)
        {
            var touching = found[i].Variable.Length > 0 && found[i - 1].Variable.Length > 0;
            // A digit beside a running number would read as part of it: 46-1|2 and 46-|12.
            var digit =
                found[i].Variable.Length > 0 && char.IsAsciiDigit(found[i - 1].Literal.LastOrDefault())
                || found[i - 1].Variable.Length > 0 && char.IsAsciiDigit(found[i].Literal.FirstOrDefault());
            if (touching || digit)
                return Unusable.With(text);
        }
        if (found.Any(piece => piece.Literal.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) || text.Length > 60)
            return Unusable.With(text);
        return new NumberPattern(text, found);
    }

    public string Write(string unitOrFile, int year, int number)
    {
        var written = new StringBuilder();
        foreach (var piece in pieces)
            written.Append(
                piece.Variable switch
                {
                    "unit" or "file" => unitOrFile,
                    "year" => year.ToString(CultureInfo.InvariantCulture),
                    "number" => number.ToString(CultureInfo.InvariantCulture).PadLeft(piece.Digits, '0'),
                    _ => piece.Literal,
                }
            );
        return written.ToString();
    }

    private sealed record Piece(string Variable, string Literal, int Digits);
}
