using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL.Variables;

namespace RfaAuth.Core.Json;

/// <summary>Values as a request would carry them: dates, enums, bytes and the like become what JSON has for them.</summary>
internal static class VariableValues
{
    /// <exception cref="RfaException">InvalidVariables: a value has no place in JSON, or is a secret.</exception>
    public static IReadOnlyDictionary<string, object?> ToPlain(IReadOnlyDictionary<string, object?> values)
    {
        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
            new VariableWriter(json).Write(SecretVariables.In(values).Any() ? throw Secret() : values);
        return JsonText.ParseObject(text.ToString());
    }

    private static RfaException Secret() =>
        new(ErrorCodes.InvalidVariables, "A secret must not be in the text of a document. Give the name of its argument alone, and pass the value as -Variables when you run it.");
}
