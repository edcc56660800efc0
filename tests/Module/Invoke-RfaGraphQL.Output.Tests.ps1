#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'The output of Invoke-RfaGraphQL' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'is the data as objects, with the members in the order of the answer' {
        Add-ScriptedAnswer $server '{"data":{"zeta":1,"alpha":{"list":[{"a":1},{"a":2}],"none":null}}}'
        $data = Invoke-RfaGraphQL '{ zeta alpha { list { a } none } }'
        $data.PSObject.Properties.Name | Should -Be 'zeta', 'alpha'
        $data | Should -BeOfType [pscustomobject]
        $data.alpha.list.a | Should -Be 1, 2
        $data.alpha.none | Should -BeNullOrEmpty
    }

    It 'has short JSON for an object in a cell of a table or a CSV file' {
        $body = '{"data":{"company":{"name":"A \"x\" Ltd","address":{"postcode":"AB1","lines":["1","2"]},"directors":[{"name":null,"age":1.5}]}}}'
        Add-ScriptedAnswer $server $body
        $data = Invoke-RfaGraphQL '{ company { name } }'
        ($data | Out-String -Width 80).Trim() -split '\r?\n' | Select-Object -Last 1 | Should -BeLike '{"name":"A \"x\" Ltd","address":{"postcode":"AB1","lines":*?'
        $table = $data.company | Format-Table address, directors | Out-String -Width 120
        $table | Should -Match ([regex]::Escape('{"postcode":"AB1","lines":["1","2"]}'))
        $table | Should -Match ([regex]::Escape('{"name":null,"age":1.5}'))
        ($data | ConvertTo-Csv | ConvertFrom-Csv).company | ConvertFrom-Json | ConvertTo-Json -Compress | Should -BeExactly ($data.company | ConvertTo-Json -Compress)
        # A whole list in a cell is of no use, and may be of any size.
        Add-ScriptedAnswer $server ('{"data":{"list":{"items":[' + (,'{"a":"0123456789"}' * 5000 -join ',') + ']}}}')
        ($data = Invoke-RfaGraphQL '{ list { items { a } } }' | ConvertTo-Csv | ConvertFrom-Csv).list.Length | Should -Be 2001
        $data.list | Should -BeLike "*$([char] 0x2026)"
    }

    It 'keeps a list of one a list' {
        Add-ScriptedAnswer $server '{"data":{"list":["one"]}}'
        , (Invoke-RfaGraphQL '{ list }').list | Should -BeOfType [object[]]
    }

    It 'keeps text that looks like a date or a number' {
        Add-ScriptedAnswer $server '{"data":{"date":"2025-02-03T00:00:00Z","card":"6338901234567890123"}}'
        $data = Invoke-RfaGraphQL '{ date card }'
        $data.date | Should -BeOfType [string]
        $data.date | Should -BeExactly '2025-02-03T00:00:00Z'
        $data.card | Should -BeOfType [string]
        $data.card | Should -BeExactly '6338901234567890123'
    }

    It 'keeps numbers exact' {
        Add-ScriptedAnswer $server '{"data":{"long":9223372036854775807,"big":123456789012345678901234567890,"money":0.1}}'
        $data = Invoke-RfaGraphQL '{ long big money }'
        $data.long | Should -Be ([long]::MaxValue)
        $data.big | Should -Be ([bigint]::Parse('123456789012345678901234567890'))
        $data.money.ToString([cultureinfo]::InvariantCulture) | Should -Be '0.1'
    }

    It 'loses no member if <Why>' -ForEach @(
        @{ Why = 'two names differ by case alone'; Json = '{"id":1,"ID":2}'; Name = 'ID'; Value = 2; Other = 'id'; OtherValue = 1 }
        @{ Why = 'a name is empty'; Json = '{"":1,"b":2}'; Name = ''; Value = 1; Other = 'b'; OtherValue = 2 }
        @{ Why = 'a name is psbase'; Json = '{"psbase":1,"b":2}'; Name = 'psbase'; Value = 1; Other = 'b'; OtherValue = 2 }
        @{ Why = 'a name is PSTypeNames'; Json = '{"PSTypeNames":1,"b":2}'; Name = 'PSTypeNames'; Value = 1; Other = 'b'; OtherValue = 2 }
    ) {
        Add-ScriptedAnswer $server ('{"data":{"item":' + $Json + '}}')
        $item = (Invoke-RfaGraphQL '{ item }').item
        , $item | Should -BeOfType [System.Collections.Specialized.OrderedDictionary]
        $item[[object] $Name] | Should -Be $Value
        $item[[object] $Other] | Should -Be $OtherValue
        $item.Keys.Count | Should -Be 2
    }

    It 'has members with the names of common members: <_>' -ForEach 'Count', 'Length', 'ToString', 'GetType', 'PSTypeName', 'a b' {
        Add-ScriptedAnswer $server ('{"data":{"item":{"' + $_ + '":"x"}}}')
        (Invoke-RfaGraphQL '{ item }').item.$_ | Should -Be 'x'
    }

    It 'is ordered, case-sensitive dictionaries with -AsHashtable, at each level' {
        Add-ScriptedAnswer $server '{"data":{"zeta":{"id":1,"ID":2},"alpha":[{"b":1}]}}'
        $data = Invoke-RfaGraphQL '{ zeta { id } alpha { b } }' -AsHashtable
        , $data | Should -BeOfType [System.Collections.Specialized.OrderedDictionary]
        @($data.Keys) | Should -Be 'zeta', 'alpha'
        $data['zeta']['ID'] | Should -Be 2
        $data['Zeta'] | Should -BeNullOrEmpty
        , $data['alpha'][0] | Should -BeOfType [System.Collections.Specialized.OrderedDictionary]
    }

    It 'is the unchanged text of the body with -Raw' {
        $body = "{ `"data`" : {`"date`":`"2025-02-03`",  `"pound`":`"\u00a3 $([char]0xA3)`"} }"
        Add-ScriptedAnswer $server $body
        Invoke-RfaGraphQL '{ date pound }' -Raw | Should -BeExactly $body
    }

    It 'is the whole answer with -FullResponse' {
        Add-ScriptedAnswer $server '{"data":{"ping":"pong"},"extensions":{"cost":{"actualQueryCost":16,"throttleStatus":{"maximumAvailable":8000,"currentlyAvailable":7986}},"note":"n"}}'
        $response = Invoke-RfaGraphQL '{ ping }' -FullResponse
        $response | Should -BeOfType [RfaAuth.RfaResponse]
        $response.Data.ping | Should -Be 'pong'
        $response.Errors.Count | Should -Be 0
        $response.Extensions['note'] | Should -Be 'n'
        $response.StatusCode | Should -Be 200
        $response.Attempts | Should -Be 1
        $response.TokenRenewed | Should -BeFalse
        $response.Duration | Should -BeGreaterThan ([timespan]::Zero)
        $response.ThrottleStatus.CurrentlyAvailable | Should -Be 7986
        $response.ThrottleStatus.ActualQueryCost | Should -Be 16
        ($response | Format-List | Out-String) | Should -Match 'StatusCode\s*: 200'
    }

    It 'has the errors in the whole answer, and none is written' {
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"broken","extensions":{"code":"BROKEN"}}]}'
        $response = Invoke-RfaGraphQL '{ ping }' -FullResponse -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.Count | Should -Be 0
        $response.Errors[0].Message | Should -Be 'broken'
        $response.Errors[0].Code | Should -Be 'BROKEN'
    }

    It 'cannot have two forms at once' {
        Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -Raw -AsHashtable } | Get-ErrorCode | Should -Be 'ParameterConflict'
        Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -Raw -FullResponse } | Get-ErrorCode | Should -Be 'ParameterConflict'
        Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -Raw -DataPath a } | Get-ErrorCode | Should -Be 'ParameterConflict'
        Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -FullResponse -DataPath a } | Get-ErrorCode | Should -Be 'ParameterConflict'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 0
    }
}

Describe 'Invoke-RfaGraphQL -DataPath' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'outputs <Why>' -ForEach @(
        @{ Why = 'the items at the path'; Data = '{"a":{"items":[{"b":1},{"b":2}]}}'; Path = 'a.items.b'; Expected = 1, 2 }
        @{ Why = 'the items of lists in lists'; Data = '{"a":[{"b":[{"c":1},{"c":2}]},null,{"b":null},{"b":[{"c":3}]}]}'; Path = 'a.b.c'; Expected = 1, 2, 3 }
        @{ Why = 'values in dictionaries'; Data = '{"a":{"b":5}}'; Path = 'a.b'; Parameters = @{ AsHashtable = $true }; Expected = 5 }
        @{ Why = 'keys of another case'; Data = '{"a":[{"b":5},{"B":6,"b":7}]}'; Path = 'A.B'; Expected = 5, 6 }
        @{ Why = 'keys of another case in dictionaries'; Data = '{"a":[{"b":5},{"B":6,"b":7}]}'; Path = 'A.B'; Parameters = @{ AsHashtable = $true }; Expected = 5, 6 }
        @{ Why = 'keys of another case in records'; Data = '{"a":[{"b":5},{"B":6,"b":7}]}'; Path = 'A.B'; Parameters = @{ AsRecord = $true }; Expected = 5, 6 }
        @{ Why = 'nothing for null on the way'; Data = '{"a":null,"x":1}'; Path = 'a.b'; Expected = @() }
        @{ Why = 'nothing for null at the end'; Data = '{"a":null,"x":1}'; Path = 'a'; Expected = @() }
        @{ Why = 'the nulls of a list at the end'; Data = '{"a":[1,null,3]}'; Path = 'a'; Expected = 1, $null, 3 }
        @{ Why = 'the items that have the key, as with fragments on types'; Data = '{"a":[{"b":1},{"c":2}]}'; Path = 'a.b'; Expected = 1 }
    ) {
        Add-ScriptedAnswer $server "{`"data`":$Data}"
        $more = if ($Parameters) { $Parameters } else { @{} }
        $items = @(Invoke-RfaGraphQL '{ a { b } }' -DataPath $Path @more)
        $items.Count | Should -Be @($Expected).Count
        $items | Should -Be $Expected
    }

    It 'names the existing keys if one is missing, and keeps the answer' {
        Add-ScriptedAnswer $server '{"data":{"companies":{"items":[],"totalCount":0}}}'
        $record = Get-ThrownError { Invoke-RfaGraphQL '{ companies { items totalCount } }' -DataPath companies.itemz }
        $record | Get-ErrorCode | Should -Be 'DataPathNotFound'
        "$record" | Should -Match "'companies' has no 'itemz'; there are: items, totalCount"
        $record.Exception.Response.Data.companies.totalCount | Should -Be 0
        $record.TargetObject | Should -Be 'query'
    }

    It 'says so if a value has no keys' {
        Add-ScriptedAnswer $server '{"data":{"a":1}}'
        "$(Get-ThrownError { Invoke-RfaGraphQL '{ a }' -DataPath a.b })" | Should -Match "'a' has no 'b'; it is a value"
    }
}

Describe 'The view of -FullResponse' {
    BeforeAll {
        Add-ScriptedAnswer $server '{"data":{"companies":{"items":[{"name":"A","address":{"lines":["1","2"],"deep":{"deeper":{"deepest":1}}}}]}},"errors":[{"message":"Half of it","path":["companies",0],"extensions":{"code":"HALF","more":{"of":["it"]}}}],"extensions":{"cost":{"a":{"b":1}}}}'
        $full = Invoke-RfaGraphQL '{ companies { items { name } } }' -FullResponse
    }

    It 'shows the data and the errors' {
        $text = $full | Out-String -Width 200
        $text | Should -Match 'Errors\s+: Half of it'
        $text | Should -Match 'Data\s+: {"companies":{"items":\[{"name":"A","address":{"lines":\["1","2"\]'
    }
}
