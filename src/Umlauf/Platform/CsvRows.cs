using System.Text;

namespace Umlauf.Platform;

/// <summary>One row of a table in text form and the line on which it begins.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Fields);

/// <summary>
/// Reads tables as office programs save them: UTF-8 or Windows-1252, with or without byte order mark; semicolon, comma or tab; fields in quotes
/// with doubled quotes and line breaks inside (RFC 4180).
/// </summary>
internal static class CsvRows
{
    /// <exception cref="FormatException">A quote is opened and never closed; the message is the number of the line.</exception>
    public static IReadOnlyList<CsvRow> Read(ReadOnlySpan<byte> bytes)
    {
        // PostgreSQL takes no NUL.
        var text = Decode(bytes).Replace("\0", "", StringComparison.Ordinal);
        var rows = Split(text, Separator(text));
        // Excel writes its separator into a line of its own.
        if (rows.Count > 0 && rows[0].Fields[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            rows.RemoveAt(0);
        return rows;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
            return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith<byte>([0xFF, 0xFE]))
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith<byte>([0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }

    /// <summary>The candidate that occurs most often outside quotes in the first line.</summary>
    private static char Separator(string text)
    {
        var counts = new Dictionary<char, int>
        {
            [';'] = 0,
            [','] = 0,
            ['\t'] = 0,
        };
        var quoted = false;
        foreach (var c in text)
        {
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && c is '\n' or '\r' && counts.Values.Sum() > 0)
                break;
            else if (!quoted && counts.TryGetValue(c, out var count))
                counts[c] = count + 1;
        }
        return counts.MaxBy(entry => entry.Value).Key;
    }

    private static List<CsvRow> Split(string text, char separator)
    {
        var rows = new List<CsvRow>();
        var fields = new List<string>();
        var field = new StringBuilder();
        var (line, rowLine, quoteLine) = (1, 1, 0);
        var quoted = false;
        var wasQuoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            if (quoted && i < text.Length)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                    field.Append(text[++i]);
                else if (c == '"')
                    quoted = false;
                else
                    field.Append(c);
            }
            else if (c == '"' && !wasQuoted && string.IsNullOrWhiteSpace(field.ToString()))
            {
                field.Clear();
                (quoted, wasQuoted, quoteLine) = (true, true, line);
            }
            else if (c == separator || c == '\n' || c == '\r')
            {
                fields.Add(wasQuoted ? field.ToString() : field.ToString().Trim());
                field.Clear();
                wasQuoted = false;
                if (c != separator)
                {
                    if (fields.Exists(value => value.Length > 0))
                        rows.Add(new CsvRow(rowLine, [.. fields]));
                    fields.Clear();
                }
            }
            else if (!wasQuoted || !char.IsWhiteSpace(c))
                field.Append(c);
            if (c == '\n' || c == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n'))
                line++;
            if (fields.Count == 0 && field.Length == 0 && !quoted)
                rowLine = line;
        }
        if (quoted)
            throw new FormatException(quoteLine.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return rows;
    }
}
