using System.Text;
using RfaAuth.Core.Json;

namespace RfaAuth.Output;

/// <summary>The outcome of an input as one JSON object, with the members of <see cref="RfaInputResult"/>: the data is the service's own text. Pure.</summary>
internal static class InputResultJson
{
    /// <param name="index">The index of the input.</param>
    /// <param name="input">The input, as a plain value.</param>
    /// <param name="data">The output for the input; null: none.</param>
    /// <param name="errors">The errors of the input.</param>
    public static RawJson Of(long index, object? input, RawJson? data, IEnumerable<Exception> errors)
    {
        var json = new StringBuilder("{\"Index\":").Append(index.ToString(CultureInfo.InvariantCulture))
            .Append(",\"Input\":").Append(JsonText.Write(input))
            .Append(",\"Data\":");
        using var text = new MemoryStream();
        Write(json.ToString(), text);
        RawTree.WriteCompact(data ?? RawJson.Null, text);
        Write(",\"Errors\":[" + string.Join(",", errors.Select(ErrorText)) + "]}", text);
        return new RawJson(new ArraySegment<byte>(text.ToArray()), isCompact: true);
    }

    private static string ErrorText(Exception error) => JsonText.WriteObject(
        [new("ErrorCode", (error as RfaException)?.ErrorCode ?? ErrorCodes.UnexpectedError), new("Message", error.Message)]);

    private static void Write(string json, MemoryStream to)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        to.Write(bytes, 0, bytes.Length);
    }
}
