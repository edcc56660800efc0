using System;
using RfaAuth.Core.Errors;

namespace RfaAuth.Core.Serialization;

/// <summary>
/// Fractions are read as decimals, which keep 28 digits exactly. A number beyond a decimal's range (1e30) makes the library refuse
/// the text: then the whole text is read once more with doubles, so that one such number does not cost the answer.
/// </summary>
internal static class DecimalFallback
{
    public static T Read<T>(Func<bool, T> read)
    {
        try
        {
            return read(true);
        }
        catch (RfaException exception) when (exception.ErrorCode == ErrorCodes.InvalidJson)
        {
            return read(false);
        }
    }
}
