using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using RfaAuth.Core.Errors;

namespace RfaAuth.Input;

/// <summary>Reads <c>-Headers</c>. Which headers are allowed is Core's to say.</summary>
internal static class RequestHeaders
{
    /// <exception cref="RfaException">InvalidHeader; the message never has a value.</exception>
    public static IReadOnlyDictionary<string, string> Read(IDictionary headers)
    {
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in headers)
        {
            if (PSObjects.Unwrap(entry.Key) is not string name)
                throw new RfaException(ErrorCodes.InvalidHeader, "The name of a header in -Headers is not text.");
            if (result.ContainsKey(name))
                throw new RfaException(ErrorCodes.InvalidHeader, $"The header {name} is there twice.");
            result.Add(name, Convert.ToString(PSObjects.Unwrap(entry.Value), CultureInfo.InvariantCulture) ?? "");
        }
        return result;
    }
}
