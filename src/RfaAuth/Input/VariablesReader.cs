using RfaAuth.Core.Json;

namespace RfaAuth.Input;

/// <summary>Reads <c>-Variables</c> to the values of a request. Call it on the pipeline thread: properties may be scripts.</summary>
internal static class VariablesReader
{
    /// <param name="argument">A dictionary, an object, JSON text, or null.</param>
    /// <exception cref="RfaException">InvalidVariables or TooDeep; the message names the place and never the value.</exception>
    public static IReadOnlyDictionary<string, object?>? Read(object? argument) =>
        PSObjects.Unwrap(argument) switch
        {
            null => null,
            string json => ReadJson(json),
            var value => new PlainValueReader().Read(value) as IReadOnlyDictionary<string, object?>
                ?? throw new RfaException(
                    ErrorCodes.InvalidVariables,
                    "-Variables takes a hashtable, an object or JSON text of an object: a name for each variable."),
        };

    private static IReadOnlyDictionary<string, object?> ReadJson(string json)
    {
        try
        {
            return JsonText.ParseObject(json);
        }
        catch (RfaException exception) when (exception.ErrorCode == ErrorCodes.InvalidJson)
        {
            // InvalidJson is for answers. This JSON is the caller's.
            throw new RfaException(ErrorCodes.InvalidVariables, "-Variables: " + exception.Message);
        }
    }
}
