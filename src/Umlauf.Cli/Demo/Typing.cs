using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>What hurried fingers and old keyboards do to a text (Tippfehler, ae statt ä).</summary>
internal static class Typing
{
    public static string WithoutUmlauts(string text)
    {
        var to = new StringBuilder(text.Length + 16);
        foreach (var c in text)
            _ = c switch
            {
                'ä' => to.Append("ae"),
                'ö' => to.Append("oe"),
                'ü' => to.Append("ue"),
                'Ä' => to.Append("Ae"),
                'Ö' => to.Append("Oe"),
                'Ü' => to.Append("Ue"),
                'ß' => to.Append("ss"),
                '–' => to.Append('-'),
                '„' or '“' => to.Append('"'),
                _ => to.Append(c),
            };
        return to.ToString();
    }

    /// <summary>About one slip in forty words; words with digits, dots or @ stay right.</summary>
    public static string WithSlips(string text, Dice dice)
    {
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word.Length < 5 || !word.All(char.IsLetter) || dice.Below(40) != 0)
                continue;
            var at = dice.Between(1, word.Length - 3);
            words[i] = dice.Below(4) switch
            {
                0 => word.Remove(at, 1),
                1 => word.Insert(at, word[at].ToString()),
                2 => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
                _ => word.ToLowerInvariant(),
            };
        }
        return string.Join(' ', words);
    }

    /// <summary>Breaks lines between words so that none is longer than <paramref name="width"/>, as plain-text mailers do.</summary>
    public static string Wrap(string text, int width, string prefix = "")
    {
        var to = new StringBuilder(text.Length + (text.Length / 20));
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (to.Length > 0)
                to.Append('\n');
            to.Append(prefix);
            var room = width;
            foreach (var range in line.Split(' '))
            {
                var word = line[range];
                if (room < width && word.Length >= room)
                {
                    to.Append('\n').Append(prefix);
                    room = width;
                }
                else if (room < width)
                {
                    to.Append(' ');
                    room--;
                }
                to.Append(word);
                room -= word.Length;
            }
        }
        return to.ToString();
    }
}
