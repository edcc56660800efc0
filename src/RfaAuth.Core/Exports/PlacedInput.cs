namespace RfaAuth.Core.Exports;

/// <summary>An input of a batch that writes a file.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Digest">What stands for the inputs up to it.</param>
/// <param name="Standing">What an earlier run made of it.</param>
internal sealed record PlacedInput(long Index, string Digest, InputStanding Standing);

/// <summary>What an earlier run made of an input.</summary>
internal enum InputStanding
{
    /// <summary>Nothing: it is to be run.</summary>
    Open,

    /// <summary>It is finished, and what came of it is in the file.</summary>
    Finished,

    /// <summary>Its mutation may have been sent, and nobody knows what came of it.</summary>
    Unknown,
}
