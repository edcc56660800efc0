namespace RfaAuth.Sandbox.CommandLine;

/// <summary>The options of the services as text: <c>tokenShape=Opaque</c>. Names and values are the same as at /sandbox/options.</summary>
internal static class OptionText
{
    /// <exception cref="FormatException">There is no such option, or it does not take the value.</exception>
    public static SandboxOptions Apply(SandboxOptions options, string text)
    {
        if (text.Split('=', 2) is not [var name, var value])
            throw new FormatException($"'{text}' is not an option: NAME=VALUE.");

        if (!Names().Contains(name))
            throw new FormatException($"'{name}' is not an option of the services{Suggestion.For(name, Names(), ": see --help.")}");

        try
        {
            return AdminJson.Patch(options, new JsonObject { [name] = Read(value) });
        }
        catch (JsonException)
        {
            throw new FormatException($"The option '{name}' does not take '{value}': see --help.");
        }
    }

    /// <summary>Each option with its default and its other values.</summary>
    public static IEnumerable<string> Lines()
    {
        var values = JsonSerializer.SerializeToNode(new SandboxOptions(), AdminJson.Options)!.AsObject();
        foreach (var property in typeof(SandboxOptions).GetProperties())
        {
            if (values[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] is { } value)
            {
                var choices = property.PropertyType.IsEnum ? "   of " + string.Join(", ", Enum.GetNames(property.PropertyType)) : "";
                yield return $"{value.GetPropertyName()}={value}{choices}";
            }
        }
    }

    private static IEnumerable<string> Names() =>
        JsonSerializer.SerializeToNode(new SandboxOptions(), AdminJson.Options)!.AsObject().Select(option => option.Key);

    // Numbers, true and false are read as JSON, anything else as a text.
    private static JsonNode? Read(string value)
    {
        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return JsonValue.Create(value);
        }
    }
}
