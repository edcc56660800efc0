using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace RfaAuth.Sandbox.Http;

/// <summary>The JSON of the commands: camel case, enums by name, times in seconds. Unknown members are refused.</summary>
internal static class AdminJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(), new SecondsConverter() },
    };

    /// <summary>The options with some of their members replaced.</summary>
    /// <exception cref="JsonException">A member is unknown, or its value does not fit.</exception>
    public static SandboxOptions Patch(SandboxOptions options, JsonObject changes)
    {
        var members = JsonSerializer.SerializeToNode(options, Options)!.AsObject();
        foreach (var (name, value) in changes)
            members[name] = value?.DeepClone();

        var behaviour = members.Deserialize<SandboxOptions>(Options)!;
        if (behaviour.TokenLifetime <= TimeSpan.Zero)
            throw new JsonException("A token's lifetime is above 0.");

        return behaviour with
        {
            Port = options.Port,
            Seed = options.Seed,
            Users = options.Users,
            Clock = options.Clock,
            Faults = options.Faults,
        };
    }

    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TimeSpan.FromSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.TotalSeconds);
    }
}
