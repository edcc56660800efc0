namespace RfaAuth.Sandbox.Faults;

/// <summary>Bodies that are JSON and no GraphQL answer, by name.</summary>
internal static class WrongShapes
{
    public static IReadOnlyDictionary<string, string> Bodies { get; } = new Dictionary<string, string>
    {
        ["root-list"] = """[{"data":{}}]""",
        ["root-string"] = "\"data\"",
        ["root-number"] = "1",
        ["root-null"] = "null",
        ["root-true"] = "true",
        ["root-empty"] = "{}",
        ["data-null"] = """{"data":null}""",
        ["data-list"] = """{"data":[1,2]}""",
        ["data-string"] = """{"data":"text"}""",
        ["data-number"] = """{"data":1}""",
        ["data-true"] = """{"data":true}""",
        ["duplicate-data"] = """{"data":{"a":1},"data":{"b":2}}""",
        ["duplicate-errors"] = """{"errors":[{"message":"first"}],"errors":[{"message":"second"}],"data":null}""",
        ["duplicate-key"] = """{"data":{"a":1,"a":2}}""",
        ["errors-object"] = """{"errors":{"message":"text"},"data":null}""",
        ["errors-string"] = """{"errors":"text","data":null}""",
        ["errors-number"] = """{"errors":1,"data":null}""",
        ["errors-null"] = """{"errors":null,"data":{"a":1}}""",
        ["errors-empty"] = """{"errors":[],"data":{"a":1}}""",
        ["error-string"] = """{"errors":["text"],"data":null}""",
        ["error-null"] = """{"errors":[null],"data":null}""",
        ["message-missing"] = """{"errors":[{}],"data":null}""",
        ["message-null"] = """{"errors":[{"message":null}],"data":null}""",
        ["message-number"] = """{"errors":[{"message":401}],"data":null}""",
        ["message-object"] = """{"errors":[{"message":{"statusCode":401,"error":"Unauthorized"}}],"data":null}""",
        ["message-list"] = """{"errors":[{"message":["first","second"]}],"data":null}""",
        ["path-string"] = """{"errors":[{"message":"text","path":"a.b"}],"data":null}""",
        ["locations-object"] = """{"errors":[{"message":"text","locations":{"line":1,"column":2}}],"data":null}""",
        ["extensions-string"] = """{"errors":[{"message":"text","extensions":"text"}],"data":null}""",
        ["code-number"] = """{"errors":[{"message":"text","extensions":{"code":401}}],"data":null}""",
        ["trailing"] = """{"data":{"a":1}} {"data":{"a":2}}""",
        ["incremental"] = """{"data":{"a":1},"hasNext":true}""",
    };
}
