namespace RfaAuth.Core.Tests.Json;

public sealed class ValueConversionTests
{
    /// <summary>Makes text of each object and list, so that their order, keys and values can be seen.</summary>
    private sealed class Writing : IValueFactory
    {
        public object CreateObject(ObjectShape shape, object?[] values, int start) =>
            "{" + string.Join(",", shape.Names.Select((name, i) => $"{name}={Text(values[start + i])}")) + "}";

        public object CreateList(object?[] values, int start, int count) => "[" + string.Join(",", values.Skip(start).Take(count).Select(Text)) + "]";

        public IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value) => null;

        public object?[]? ItemsOf(object? value) => null;

        private static string Text(object? value) => value is null ? "null"
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}:{value.GetType().Name}");
    }

    [Theory]
    [InlineData("""{"a":1,"b":[1,null,"x"],"c":{}}""", "{a=1:Int64,b=[1:Int64,null,x:String]:String,c={}:String}")]
    [InlineData("""{"z":1,"a":2,"m":3}""", "{z=1:Int64,a=2:Int64,m=3:Int64}")]
    [InlineData("""{"id":1,"ID":2,"":3,"psbase":4,"Count":5}""", "{id=1:Int64,ID=2:Int64,=3:Int64,psbase=4:Int64,Count=5:Int64}")]
    [InlineData("""{"a":0.10,"b":9223372036854775808,"c":1e-3,"d":true}""", "{a=0.10:Decimal,b=9223372036854775808:BigInteger,c=0.001:Decimal,d=True:Boolean}")]
    [InlineData("""{"a":"2025-02-03T00:00:00Z","b":"6338901234567890123"}""", "{a=2025-02-03T00:00:00Z:String,b=6338901234567890123:String}")]
    public void Nothing_is_lost_or_changed_on_the_way(string json, string expected)
    {
        var plain = JsonText.ParseObject(json);

        Assert.Equal(expected, ValueConversion.Convert(plain, new Writing()));
    }

    [Theory]
    [InlineData(5L)]
    [InlineData("text")]
    [InlineData(null)]
    public void A_value_that_is_neither_object_nor_list_stays_itself(object? value) =>
        Assert.Same(value, ValueConversion.Convert(value, new Writing()));

    [Fact]
    public void A_number_of_any_size_stays_the_very_same()
    {
        var number = BigInteger.Pow(10, 300);

        Assert.Equal(number, ((object?[])ValueConversion.Convert(new object?[] { number }, PlainValueFactory.Instance)!)[0]);
    }
}
