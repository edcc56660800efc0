namespace RfaAuth.Core.Exports;

/// <summary>An input of a batch that writes a file, with its place.</summary>
/// <param name="Index">Its index, from 0.</param>
/// <param name="Digest">The digest of the inputs up to it.</param>
/// <param name="Standing">Its state after an earlier run.</param>
internal sealed record IndexedInput(long Index, string Digest, InputStanding Standing);

/// <summary>The state of an input after an earlier run.</summary>
internal enum InputStanding
{
    /// <summary>It was not run, and must run now.</summary>
    Open,

    /// <summary>It is finished, and its output is in the file.</summary>
    Finished,

    /// <summary>Its mutation may have been sent, and the outcome is not known.</summary>
    Unknown,
}
