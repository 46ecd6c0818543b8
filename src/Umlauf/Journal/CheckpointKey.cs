using System.Security.Cryptography;
using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>The key that signs checkpoints: ECDSA on P-256 with SHA-256, in <c>keys/journal.pem</c> of the data folder or where <c>UMLAUF_JOURNAL__KEY</c> points.</summary>
public sealed class CheckpointKey : IDisposable
{
    private readonly ECDsa key;

    public CheckpointKey(Settings settings)
    {
        key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var path = PathIn(settings);
        if (!File.Exists(path))
            Write(path, key.ExportPkcs8PrivateKeyPem());
        // Read back in every case: of two programs that start at once, both must use the key that won.
        key.ImportFromPem(File.ReadAllText(path));
    }

    /// <summary>Where the key of an installation lies, or will lie once it is made.</summary>
    public static string PathIn(Settings settings) =>
        settings.Part<JournalSettings>("journal").Key ?? settings.Data.File("keys/journal.pem");

    /// <summary>The public key (SubjectPublicKeyInfo, PEM) with which strangers check signatures.</summary>
    public string PublicPem => key.ExportSubjectPublicKeyInfoPem();

    /// <returns>The signature in IEEE P1363 form: r and s, 32 bytes each.</returns>
    public byte[] Sign(byte[] text) => key.SignData(text, HashAlgorithmName.SHA256);

    public bool Verify(byte[] text, byte[] signature) => key.VerifyData(text, signature, HashAlgorithmName.SHA256);

    /// <summary>For strangers, who have the public key alone.</summary>
    /// <exception cref="ArgumentException">The text is no PEM.</exception>
    /// <exception cref="CryptographicException">The PEM is no key.</exception>
    public static bool Verify(string publicPem, byte[] text, byte[] signature)
    {
        using var known = ECDsa.Create();
        known.ImportFromPem(publicPem);
        return known.VerifyData(text, signature, HashAlgorithmName.SHA256);
    }

    public void Dispose() => key.Dispose();

    private static void Write(string path, string pem)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var draft = $"{path}.{Environment.ProcessId}";
        using (var writer = new StreamWriter(draft, options))
            writer.Write(pem);
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}

/// <summary>Settings under <c>journal</c>.</summary>
public sealed class JournalSettings
{
    /// <summary>Path of the signing key in PEM; empty = <c>keys/journal.pem</c> in the data folder.</summary>
    public string? Key { get; init; }

    /// <summary>How often a checkpoint is made when there are new entries, in minutes.</summary>
    public int CheckpointMinutes { get; init; } = 10;
}
