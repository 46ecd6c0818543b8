namespace Umlauf.Formats.German;

/// <summary>A word at its place in a text (Fundstelle).</summary>
/// <param name="Start">Index of its first character in the text.</param>
/// <param name="Length">Number of characters, with everything between its first and its last (hyphens, a line break inside the word).</param>
/// <param name="Position">Number of the word in the text, counted from 0; neighbours in a phrase differ by 1.</param>
/// <param name="Word">The word.</param>
public readonly record struct GermanToken(int Start, int Length, int Position, GermanWord Word);
