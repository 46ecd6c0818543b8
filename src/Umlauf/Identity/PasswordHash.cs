using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Umlauf.Identity;

/// <summary>A password as it is stored: PBKDF2 with a salt of its own. Made outside of transactions, because it takes time on purpose.</summary>
public sealed record PasswordHash
{
    // Without letters and digits that are mistaken for one another on paper.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private static readonly PasswordHasher<Account> hasher = new();
    private static readonly Lazy<PasswordHash> Unused = new(() => Of(NewStartPassword()));

    private PasswordHash(string value) => Value = value;

    public string Value { get; }

    public static PasswordHash Of(string password) => new(hasher.HashPassword(null!, password));

    /// <summary>Spends the time that checking a password takes.</summary>
    public static void Waste(string password) => hasher.VerifyHashedPassword(null!, Unused.Value.Value, password);

    /// <summary>A password to be handed over once and changed at the first sign-in: 16 characters, 79 bits.</summary>
    public static string NewStartPassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));
}
