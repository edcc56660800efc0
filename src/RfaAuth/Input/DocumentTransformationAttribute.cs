using System.Collections;

namespace RfaAuth.Input;

/// <summary>Joins the lines of a document, as they come from Get-Content. Any other value is left to PowerShell.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DocumentTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (PSObjects.Unwrap(inputData) is not IList { Count: > 0 } lines)
            return inputData;
        object?[] texts = [.. lines.Cast<object?>().Select(PSObjects.Unwrap)];
        return texts.All(text => text is string) ? string.Join("\n", texts) : inputData;
    }
}
