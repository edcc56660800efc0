// The name that users see, as with RfaSession.
namespace RfaAuth;

/// <summary>What an export wrote: what <c>Invoke-RfaGraphQL -OutFile -PassThru</c> returns.</summary>
public sealed class RfaExport
{
    internal RfaExport(FileInfo file) => File = file;

    /// <summary>The file.</summary>
    public FileInfo File { get; }

    /// <summary>How many items were written to it, before it broke off as well.</summary>
    public long Items { get; internal init; }

    /// <summary>Of how many pages they are.</summary>
    public long Pages { get; internal init; }

    /// <summary>How many bytes the file has.</summary>
    public long Bytes { get; internal init; }

    /// <summary>How many inputs are finished; null where it was no batch.</summary>
    public long? Inputs { get; internal init; }

    /// <summary>How many of them have errors; null where it was no batch.</summary>
    public long? Failed { get; internal init; }

    /// <summary>Of how many nobody knows whether their mutation has run; null where it was no batch.</summary>
    public long? Unknown { get; internal init; }

    /// <summary>Whether an export that had broken off was gone on with.</summary>
    public bool IsResumed { get; internal init; }

    /// <summary>How many access tokens were renewed in this run.</summary>
    public long Renewals { get; internal init; }

    /// <summary>How many times this run waited: for the service's limits, and before it asked again.</summary>
    public long Waits { get; internal init; }

    /// <summary>How long this run took.</summary>
    public TimeSpan Duration { get; internal init; }
}
