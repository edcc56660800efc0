// Users see the name RfaAuth.RfaExport, so the namespace is the root and not the folder.
namespace RfaAuth;

/// <summary>The outcome of an export, which <c>Invoke-RfaGraphQL -OutFile -PassThru</c> returns.</summary>
public sealed class RfaExport
{
    internal RfaExport(FileInfo file) => File = file;

    /// <summary>The file.</summary>
    public FileInfo File { get; }

    /// <summary>The number of items in the file, with those of earlier runs.</summary>
    public long Items { get; internal init; }

    /// <summary>The number of their pages.</summary>
    public long Pages { get; internal init; }

    /// <summary>The size of the file in bytes.</summary>
    public long Bytes { get; internal init; }

    /// <summary>The number of finished inputs; null if it was no batch.</summary>
    public long? Inputs { get; internal init; }

    /// <summary>The number of finished inputs with errors; null if it was no batch.</summary>
    public long? Failed { get; internal init; }

    /// <summary>The number of inputs for which it is not known whether their mutation ran; null if it was no batch.</summary>
    public long? Unknown { get; internal init; }

    /// <summary>Whether this run went on with an export that had ended early.</summary>
    public bool IsResumed { get; internal init; }

    /// <summary>The number of access tokens that were renewed in this run.</summary>
    public long Renewals { get; internal init; }

    /// <summary>How many times this run waited, for the service's limits or before a retry.</summary>
    public long Waits { get; internal init; }

    /// <summary>The time of this run.</summary>
    public TimeSpan Duration { get; internal init; }
}
