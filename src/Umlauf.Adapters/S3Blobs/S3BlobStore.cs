using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Umlauf.Platform;

namespace Umlauf.Adapters.S3Blobs;

/// <summary>Keeps contents in a bucket of an object store, each under <c>administration/hash</c>. Any number of programs may write at the same time.</summary>
internal sealed class S3BlobStore : IBlobStore, IDisposable
{
    /// <summary>What comes meanwhile waits here, not in the store, where its time would run.</summary>
    private const int AtOnce = 64;

    private const double SlowestBytesPerSecond = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] probe = "Umlauf"u8.ToArray();

    private readonly S3Address address;
    private readonly string spool;
    private readonly AmazonS3Client client;
    private readonly SemaphoreSlim free = new(AtOnce);

    /// <param name="address">The bucket.</param>
    /// <param name="spool">A folder for streams until their hash, which is their name, is known.</param>
    public S3BlobStore(S3Address address, string spool)
    {
        this.address = address;
        this.spool = spool;
        var config = new AmazonS3Config
        {
            ForcePathStyle = address.PathStyle,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            Timeout = Timeout.InfiniteTimeSpan,
            MaxErrorRetry = 2,
            // What every store of this protocol understands. The signature covers the hash of the body, and Get checks it.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (address.Endpoint is { } endpoint)
            (config.ServiceURL, config.AuthenticationRegion) = (endpoint.AbsoluteUri, address.Region ?? "us-east-1");
        else if (address.Region is { } region)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        try
        {
            client = address.Key is null
                ? new AmazonS3Client(config)
                : new AmazonS3Client(new BasicAWSCredentials(address.Key, address.Secret), config);
        }
        catch (AmazonClientException missing)
        {
            throw new SettingsException($"blobs: {missing.Message}", missing);
        }
    }

    public async Task<ContentHash> Put(TenantId tenant, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var hash = ContentHash.Of(content.Span);
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        await Put(tenant, new StoredBlob(hash, content.Length), stream, ct);
        return hash;
    }

    public async Task<StoredBlob> Put(TenantId tenant, Stream content, long limit, CancellationToken ct)
    {
        await using var file = Spool();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (int count; (count = await content.ReadAsync(buffer, ct)) > 0; )
        {
            if (file.Length + count > limit)
                throw new BlobTooLargeException(limit);
            hash.AppendData(buffer.AsSpan(0, count));
            await file.WriteAsync(buffer.AsMemory(0, count), ct);
        }
        var blob = new StoredBlob(new ContentHash(Convert.ToHexStringLower(hash.GetHashAndReset())), file.Length);
        file.Position = 0;
        await Put(tenant, blob, file, ct);
        return blob;
    }

    public Task<ReadOnlyMemory<byte>?> Get(TenantId tenant, ContentHash hash, CancellationToken ct) =>
        Read(
            KeyOf(tenant, hash),
            async (found, stop) =>
            {
                var content = new byte[found.ContentLength];
                await found.ResponseStream.ReadExactlyAsync(content, stop);
                return ContentHash.Of(content) == hash ? (ReadOnlyMemory<byte>?)content : throw new BlobDamagedException(hash);
            },
            ct
        );

    public async IAsyncEnumerable<(TenantId Tenant, StoredBlob Blob)> List([EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = address.Bucket };
        do
        {
            var page = await Ask(stop => client.ListObjectsV2Async(request, stop.Token), ct);
            foreach (var one in page.S3Objects ?? [])
            {
                if (
                    one.Key.Split('/') is [var tenant, { Length: 64 } hash]
                    && int.TryParse(tenant, CultureInfo.InvariantCulture, out var id)
                )
                    yield return (new TenantId(id), new StoredBlob(new ContentHash(hash), one.Size ?? 0));
            }
            request.ContinuationToken = page.NextContinuationToken;
        } while (request.ContinuationToken is not null);
    }

    /// <summary>Lists, writes and reads: the store is reached, and we may do there what we must.</summary>
    /// <exception cref="SettingsException">The store answers, and a person must put something right.</exception>
    /// <exception cref="BlobStoreAwayException">It does not answer.</exception>
    public async Task Check(CancellationToken ct)
    {
        const string Key = "umlauf-check";
        try
        {
            await Ask(stop => client.ListObjectsV2Async(new() { BucketName = address.Bucket, MaxKeys = 1 }, stop.Token), ct);
            using var stream = new MemoryStream(probe, writable: false);
            await Store(Key, stream, ct);
            var same = await Read(Key, async (found, stop) => await Hash(found, stop) == ContentHash.Of(probe), ct);
            if (!same)
                throw new SettingsException($"blobs: {address} does not give back what it was given; this store cannot be used.");
        }
        catch (BlobStoreAwayException refused)
            when (refused.InnerException
                    is AmazonServiceException { StatusCode: >= (HttpStatusCode)300 and < (HttpStatusCode)500 }
                        or AmazonClientException
            )
        {
            throw new SettingsException($"blobs: {refused.Message}", refused);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        free.Dispose();
    }

    private static string KeyOf(TenantId tenant, ContentHash hash) => $"{tenant}/{hash.Hex}";

    /// <summary>What is there and intact is not sent again; what is damaged is healed by its next delivery.</summary>
    private async Task Put(TenantId tenant, StoredBlob blob, Stream content, CancellationToken ct)
    {
        var key = KeyOf(tenant, blob.Hash);
        var intact = await Read(key, async (found, stop) => await Hash(found, stop) == blob.Hash, ct);
        if (!intact)
            await Store(key, content, ct);
    }

    private async Task Store(string key, Stream content, CancellationToken ct) =>
        await Ask(
            stop =>
            {
                Allow(stop, content.Length);
                var request = new PutObjectRequest
                {
                    BucketName = address.Bucket,
                    Key = key,
                    InputStream = content,
                    AutoCloseStream = false,
                    UseChunkEncoding = false,
                };
                return client.PutObjectAsync(request, stop.Token);
            },
            ct
        );

    /// <summary>Null or false when there is no such object.</summary>
    private Task<T?> Read<T>(string key, Func<GetObjectResponse, CancellationToken, Task<T>> read, CancellationToken ct) =>
        Ask(
            async stop =>
            {
                try
                {
                    using var found = await client.GetObjectAsync(address.Bucket, key, stop.Token);
                    Allow(stop, found.ContentLength);
                    return await read(found, stop.Token);
                }
                catch (AmazonS3Exception none) when (none.ErrorCode == "NoSuchKey")
                {
                    return default(T);
                }
            },
            ct
        );

    private static async Task<ContentHash> Hash(GetObjectResponse found, CancellationToken ct) =>
        new(Convert.ToHexStringLower(await SHA256.HashDataAsync(found.ResponseStream, ct)));

    /// <summary>Every question to the store: so many at once, each with an end, and every failure of the store as one kind of exception.</summary>
    private async Task<T> Ask<T>(Func<CancellationTokenSource, Task<T>> question, CancellationToken ct)
    {
        await free.WaitAsync(ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Allow(stop, 0);
        try
        {
            return await question(stop);
        }
        catch (Exception failure) when (IsOfTheStore(failure) && !ct.IsCancellationRequested)
        {
            throw new BlobStoreAwayException(Words(failure), failure);
        }
        finally
        {
            free.Release();
        }
    }

    private static void Allow(CancellationTokenSource stop, long bytes) =>
        stop.CancelAfter(Patience + TimeSpan.FromSeconds(bytes / SlowestBytesPerSecond));

    private static bool IsOfTheStore(Exception failure) =>
        failure
            is AmazonServiceException
                or AmazonClientException
                or HttpRequestException
                or OperationCanceledException
                or (IOException and not BlobDamagedException);

    private string Words(Exception failure) =>
        failure switch
        {
            AmazonS3Exception { ErrorCode: "NoSuchBucket" } => $"There is no bucket {address}. Make it, or name another one.",
            AmazonServiceException { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" } =>
                $"{address} does not know our key, or its secret is wrong. See UMLAUF_S3_KEY and UMLAUF_S3_SECRET.",
            AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } =>
                $"{address} does not let us in: our key must be allowed to list the bucket and to read and write what is in it.",
            OperationCanceledException => $"The object store {address} does not answer in time.",
            _ => $"The object store {address} does not answer as it should: {failure.Message}",
        };

    /// <summary>Without a name from the start, where the system allows it: it is gone with the program, however that ends.</summary>
    private FileStream Spool()
    {
        Directory.CreateDirectory(spool);
        var file = new FileStream(
            Path.Combine(spool, Guid.CreateVersion7().ToString("N")),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
            }
        );
        if (!OperatingSystem.IsWindows())
            File.Delete(file.Name);
        return file;
    }
}
