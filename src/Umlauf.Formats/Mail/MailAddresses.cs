using MimeKit;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Reads the addresses that a person types into a field (Empfänger): one per line or separated by commas or semicolons.</summary>
public static class MailAddresses
{
    private const int Longest = 254;

    /// <summary>Reads them.</summary>
    /// <param name="text">For example <c>Erika Muster &lt;erika@example.org&gt;, post@example.org</c>.</param>
    /// <returns>The people in their order, each address once; null where something is no address.</returns>
    public static IReadOnlyList<MailPerson>? Parse(string text)
    {
        var line = string.Join(',', text.Split(['\n', '\r', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (line.Length == 0)
            return [];
        if (!InternetAddressList.TryParse(line, out var list))
            return null;
        var people = new List<MailPerson>();
        foreach (var one in list)
        {
            if (one is not MailboxAddress mailbox || !IsAddress(mailbox.Address))
                return null;
            people.Add(new MailPerson(PlainText.Line(mailbox.Name ?? "", 200), mailbox.Address));
        }
        return [.. people.DistinctBy(person => person.Address, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Whether an address can be written into a mail and handed to any mail server (RFC 5321, section 4.1.2; no SMTPUTF8).</summary>
    /// <param name="address">The address alone.</param>
    /// <returns>True if it can.</returns>
    public static bool IsAddress(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0
            && at <= 64
            && address.Length <= Longest
            && at < address.Length - 1
            && !address.AsSpan().ContainsAny(MailHeaders.NotInAddresses)
            && address.AsSpan(0, at).IndexOf('@') < 0
            && System.Text.Ascii.IsValid(address.AsSpan(0, at))
            && !address.Any(char.IsControl)
            && Uri.CheckHostName(address[(at + 1)..]) is UriHostNameType.Dns;
    }
}
