namespace RfaAuth.Sandbox.Faults;

/// <summary>Bodies that are JSON and no GraphQL answer, by name.</summary>
internal static class WrongShapes
{
    public static IReadOnlyDictionary<string, string> Bodies { get; } = new Dictionary<string, string>
    {
        ["root-list"] = """[{"data":{}}]""",
        ["root-empty"] = "{}",
        ["data-list"] = """{"data":[1,2]}""",
        ["duplicate-data"] = """{"data":{"a":1},"data":{"b":2}}""",
        ["errors-object"] = """{"errors":{"message":"text"},"data":null}""",
        ["message-missing"] = """{"errors":[{}],"data":null}""",
        ["trailing"] = """{"data":{"a":1}} {"data":{"a":2}}""",
        ["incremental"] = """{"data":{"a":1},"hasNext":true}""",
    };
}
