namespace RfaAuth.Sandbox.Services;

/// <summary>One of the services: its schema, its tokens, and the shapes of its answers.</summary>
internal abstract class DemoService(string name, TimeProvider clock)
{
    /// <summary><c>rfa</c> or <c>toggle</c>: the first part of the path, and the name in the ledger.</summary>
    public string Name { get; } = name;

    public AccessTokens AccessTokens { get; } = new("https://sandbox.invalid/" + name, clock);

    /// <summary>Every token issued so far is dead from now on: the access tokens, the refresh tokens, or both.</summary>
    public virtual void Revoke(bool access, bool refresh)
    {
        if (access)
            AccessTokens.RevokeAll();
    }

    /// <summary>The schema as it is under the options.</summary>
    public abstract ServiceSchema Schema(SandboxOptions options);

    /// <summary>The kind of an operation by its root fields.</summary>
    public abstract RequestKind KindOf(OperationType type, IReadOnlyList<string> rootFields);

    /// <summary>The error that stands for a field that may not be seen.</summary>
    public abstract ServiceError Refusal(ErrorKind kind);

    /// <summary>The answer to a request that is refused before anything is executed; null: it is executed.</summary>
    public virtual OutgoingAnswer? RefuseEarly(CallState call) => null;

    /// <summary>The answer to an executed operation, or to one that could not be.</summary>
    public abstract OutgoingAnswer Answer(ServiceResult result, CallState call);

    /// <summary>The data as it was at the start.</summary>
    public abstract void Reset();

    /// <summary>Writes an error in the service's shape.</summary>
    protected abstract void WriteError(Utf8JsonWriter writer, ServiceError error);

    /// <summary>Writes a GraphQL answer.</summary>
    /// <param name="result">What execution gave.</param>
    /// <param name="withData">Whether <c>data</c> is written, be it null.</param>
    /// <param name="writeExtensions">Writes the members of <c>extensions</c>; null: there are none.</param>
    protected byte[] Body(ServiceResult result, bool withData, Action<Utf8JsonWriter>? writeExtensions = null) => AnswerJson.Write(writer =>
    {
        writer.WriteStartObject();
        if (result.Errors.Count > 0)
        {
            writer.WriteStartArray("errors");
            foreach (var error in result.Errors)
                WriteError(writer, error);

            writer.WriteEndArray();
        }

        if (withData)
        {
            writer.WritePropertyName("data");
            AnswerJson.WriteValue(writer, result.Data);
        }

        if (writeExtensions is not null)
        {
            writer.WriteStartObject("extensions");
            writeExtensions(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });

    protected static void WriteMessageAndLocations(Utf8JsonWriter writer, ServiceError error)
    {
        writer.WriteString("message", error.Message);
        if (error.Locations.Count > 0)
        {
            writer.WriteStartArray("locations");
            foreach (var location in error.Locations)
            {
                writer.WriteStartObject();
                writer.WriteNumber("line", location.Line);
                writer.WriteNumber("column", location.Column);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }
}
