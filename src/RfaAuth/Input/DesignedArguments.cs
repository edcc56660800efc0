using System.Collections;
using RfaAuth.Core.GraphQL.Queries;
using RfaAuth.Core.GraphQL.Variables;

namespace RfaAuth.Input;

/// <summary>Reads <c>-Argument</c>: hashtables of names and values, names without values, or several of them. Call it on the pipeline thread.</summary>
internal static class DesignedArguments
{
    /// <exception cref="RfaException">InvalidVariables or TooDeep; the message names the place and never the value.</exception>
    public static IReadOnlyList<DesignedArgument> Read(object? given) => PSObjects.Unwrap(given) switch
    {
        null => [],
        string name => [new DesignedArgument(name)],
        IDictionary dictionary => Values(dictionary),
        IEnumerable several => [.. several.Cast<object?>().SelectMany(Read)],
        _ => throw new RfaException(ErrorCodes.InvalidVariables, "-Argument takes a hashtable of names and values, or names."),
    };

    private static IReadOnlyList<DesignedArgument> Values(IDictionary dictionary)
    {
        var values = PlainValueReader.ReadVariables(dictionary);
        return values is null ? [] : [.. VariableValues.ToPlain(values).Select(entry => new DesignedArgument(entry.Key, HasValue: true, entry.Value))];
    }
}
